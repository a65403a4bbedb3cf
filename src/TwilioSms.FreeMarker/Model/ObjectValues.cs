using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwilioSms.FreeMarker.Model;

/// <summary>.NET objects as values of the template language, and back.</summary>
internal static class ObjectValues
{
    /// <param name="value">The object.</param>
    /// <param name="path">Where in the model it stands, for the error.</param>
    /// <param name="depth">How many lists and dictionaries it stands in.</param>
    public static Value Value(object? value, string path, int depth)
    {
        ModelDepth.Check(depth);
        return value switch
        {
            null => default,
            string text => text,
            bool boolean => boolean,
            char c => c.ToString(),
            JsonElement json => JsonValues.Value(json, depth),
            JsonNode node => JsonValues.Value(node, depth),
            ITemplateHash hash => Model.Value.FromObject(HostHash.Of(hash)),
            IEnumerable<KeyValuePair<string, object?>> entries => Model.Value.FromObject(Hash(entries, path, depth)),
            IDictionary dictionary => Model.Value.FromObject(Hash(dictionary, path, depth)),
            IEnumerable items => Model.Value.FromObject(Sequence(items, path, depth)),
            _ when TryNumber(value, out var number) => number,
            _ when TryDate(value, out var date) => date,
            _ => throw new ArgumentException(
                $"'{path}' is a {value.GetType()}. A data model holds strings, booleans, numbers, dates, lists and dictionaries of these.", nameof(value)),
        };
    }

    public static ModelHash Hash(IEnumerable<KeyValuePair<string, object?>> entries, string path, int depth)
    {
        var hash = new ModelHash();
        foreach (var entry in entries)
        {
            hash.Set(entry.Key, Value(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", depth + 1));
        }

        return hash;
    }

    /// <summary>A value of a model as the object a host would have given.</summary>
    public static object? ToObject(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString(),
        ValueKind.Boolean => value.AsBoolean(),
        ValueKind.Number => value.AsNumber().ToDouble(),
        ValueKind.Date => DateTimeOffset.FromUnixTimeMilliseconds(value.AsDate().Milliseconds),
        _ => value.Object is ISequence items ? Enumerable.Range(0, items.Count).Select(i => ToObject(items[i])).ToList() : value.Object as ITemplateHash,
    };

    private static ModelHash Hash(IDictionary dictionary, string path, int depth)
    {
        var hash = new ModelHash(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            var key = entry.Key as string
                ?? throw new ArgumentException($"'{path}' is a dictionary whose keys are not strings.", nameof(dictionary));
            hash.Set(key, Value(entry.Value, $"{path}.{key}", depth + 1));
        }

        return hash;
    }

    private static ModelSequence Sequence(IEnumerable items, string path, int depth)
    {
        var values = new List<Value>();
        foreach (var item in items)
        {
            values.Add(Value(item, string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", path, values.Count), depth + 1));
        }

        return new ModelSequence([.. values]);
    }

    private static bool TryNumber(object value, out Number number)
    {
        Number? found = value switch
        {
            int i => Number.From(i),
            long l => Number.From(l),
            decimal d => Number.From(d),
            double d => Number.From(d),
            float f => Number.From(f),
            short s => Number.From(s),
            byte b => Number.From(b),
            sbyte b => Number.From(b),
            ushort s => Number.From(s),
            uint u => Number.From((long)u),
            ulong u => Number.From((BigInteger)u),
            BigInteger big => Number.From(big),
            _ => null,
        };
        number = found.GetValueOrDefault();
        return found.HasValue;
    }

    private static bool TryDate(object value, out DateValue date)
    {
        DateValue? found = value switch
        {
            DateTimeOffset point => DateValue.From(point),
            DateTime { Kind: DateTimeKind.Unspecified } time => DateValue.From(new DateTimeOffset(time, TimeSpan.Zero)),
            DateTime time => DateValue.From(time.ToUniversalTime()),
#if NET
            DateOnly day => DateValue.From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), DateKind.Date),
            TimeOnly time => new DateValue(time.Ticks / TimeSpan.TicksPerMillisecond, DateKind.Time),
#endif
            _ => null,
        };
        date = found.GetValueOrDefault();
        return found.HasValue;
    }
}
