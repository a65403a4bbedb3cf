using System.Text;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Settings;

/// <summary>The values that FreeMarker writes settings as. A result is null where the text is none of them.</summary>
internal static class SettingValue
{
    public static TemplateCFormat? CFormat(string name) => name switch
    {
        "legacy" => TemplateCFormat.Legacy,
        "JSON" => TemplateCFormat.Json,
        "Java" => TemplateCFormat.Java,
        "JavaScript" => TemplateCFormat.JavaScript,
        "JavaScript or JSON" => TemplateCFormat.JavaScriptOrJson,
        "XS" => TemplateCFormat.Xs,
        _ => null,
    };

    /// <summary>Whether a value turns <c>classic_compatible</c> on, which also has numbers.</summary>
    public static bool? Classic(string value) => value switch
    {
        "1" or "2" => true,
        "0" => false,
        _ => Boolean(value),
    };

    public static bool? Boolean(string value) => CaseMapping.ToLower(value, Locale.Root) switch
    {
        "true" or "yes" or "t" or "y" => true,
        "false" or "no" or "f" or "n" => false,
        _ => null,
    };

    /// <summary>A boolean of one of the older parameters of a header, which may be a text.</summary>
    public static bool? OlderBoolean(Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.AsBoolean(),
        ValueKind.String when value.AsString() is "yes" or "true" or "y" or "t" => true,
        ValueKind.String when value.AsString() is "no" or "false" or "n" or "f" => false,
        _ => null,
    };

    /// <summary>Whether a value is a hash of prefixes of XML namespaces. They mean nothing here, but wrong ones are errors.</summary>
    public static bool ArePrefixes(Value value)
    {
        if (value.Object is not IExtendedHash prefixes)
        {
            return false;
        }

        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (prefixes.KeyAt(i) is "" or "N" || prefixes.ValueAt(i) is not { Kind: ValueKind.String } name || name.AsString() is "" || !namespaces.Add(name.AsString()))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>a.ftl, 'b c.ftl'</c>.</summary>
    public static List<string>? Words(string value)
    {
        var reader = new SettingListReader(value);
        var words = new List<string>();
        while (!reader.IsAtEnd)
        {
            if (!reader.ReadWord(out var word) || !(reader.IsAtEnd || reader.ReadComma()))
            {
                return null;
            }

            words.Add(word);
        }

        return words;
    }

    /// <summary><c>a.ftl as a, b.ftl as b</c>, in the order that Java's map of them has.</summary>
    public static List<TemplateImport>? Imports(string value)
    {
        var reader = new SettingListReader(value);
        var imports = new OrderedHash();
        while (!reader.IsAtEnd)
        {
            if (!reader.ReadWord(out var template) || !reader.ReadKeyword("as") || !reader.ReadWord(out var space) || !(reader.IsAtEnd || reader.ReadComma()))
            {
                return null;
            }

            imports.Set(space, template);
        }

        return [.. JavaHashOrder.Of(imports.Count, imports.KeyAt).Select(at => new TemplateImport(imports.ValueAt(at).AsString(), imports.KeyAt(at)))];
    }

    public static TEnum? Choice<TEnum>(string value)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(value.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var choice)
        && SnakeCase(choice.ToString()).TrimStart('_') == SnakeCase(value)
            ? choice
            : null;

    /// <summary>A name that is written in snake case, or in camel case, in snake case; one that mixes them is none of FreeMarker's.</summary>
    private static string SnakeCase(string name)
    {
        if (name.Contains('_'))
        {
            return name;
        }

        var snake = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            _ = c is >= 'A' and <= 'Z' ? snake.Append('_').Append((char)(c | ' ')) : snake.Append(c);
        }

        return snake.ToString();
    }
}
