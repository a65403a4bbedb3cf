using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>Built-ins that sort: stable, strings as the locale sorts them, numbers by value, dates by time, false before true.</summary>
internal static class SortBuiltIns
{
    /// <summary>Characters whose comparison in the order of a locale counts as one step.</summary>
    private const int CharactersPerStep = 16;

    public static readonly BuiltIn[] All =
    [
        BuiltIn.Of("sort", BuiltInTarget.Sequence, BuiltInCost.Own, static (in call) => Sort(call, [])),
        BuiltIn.Method("sort_by", BuiltInTarget.Sequence, 1, int.MaxValue, BuiltInCost.Own, static (in call) => Sort(call, KeyPath(call))),
    ];

    private static Value Sort(in BuiltInCall call, string[] path)
    {
        var environment = call.Environment;
        var sequence = call.Sequence;
        var count = sequence.Count;
        if (count == 0)
        {
            return call.Target;
        }

        environment.Budget.ChargeCollection(count, call.Node);
        var comparisons = BitLength(count); // of each item with others
        environment.Budget.Charge((long)count * comparisons, call.Node);
        var items = new Value[count];
        var keys = new Value[count];
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = sequence[i];
            keys[i] = Key(call, items[i], path, i);
            CheckType(call, keys[i], keys[0], i);
            keys[i] = Plain(keys[i]);
            if (keys[i].TryGetString(out var text))
            {
                environment.Budget.Charge((long)text.Length * comparisons / CharactersPerStep, call.Node);
            }

            order[i] = i;
        }

        Array.Sort(order, (left, right) =>
        {
            var difference = environment.Comparisons.Order(keys[left], keys[right]);
            return difference != 0 ? difference : left.CompareTo(right);
        });
        return environment.Collections.MakeSequence(Array.ConvertAll(order, index => items[index]), call.Node);
    }

    /// <summary>The key as it is compared, so that nothing can go wrong in the middle of sorting.</summary>
    private static Value Plain(Value key) =>
        key.Kind != ValueKind.Object ? key
        : key.TryGetString(out var text) ? text
        : key.TryGetDate(out var date) ? date
        : key.TryGetBoolean(out var boolean) ? boolean : key;

    private static string[] KeyPath(in BuiltInCall call)
    {
        if (call.Arguments[0].TryGetString(out var name))
        {
            return [name];
        }

        if (!call.Arguments[0].TryGetSequence(out var names))
        {
            throw call.WrongArgument(0, "the name of a key, or a list of names that lead to it,");
        }

        call.Environment.Budget.ChargeCollection(names.Count, call.Node);
        var path = new string[names.Count];
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = names[i].TryGetString(out var step)
                ? step : throw call.Error(FormattableString.Invariant($"the item at index {i} of the list of names is {RenderErrors.TypeName(names[i])}."));
        }

        return path;
    }

    private static Value Key(in BuiltInCall call, Value item, string[] path, int index)
    {
        if (item.IsMissing && path.Length > 0)
        {
            throw call.Environment.Errors.At(TemplateRenderFailure.Other, FormattableString.Invariant($"?sort_by: the item at index {index} has no value."), call.Node);
        }

        foreach (var name in path)
        {
            if (!item.TryGetHash(out var hash))
            {
                throw call.Error(FormattableString.Invariant($"cannot read '{ComputedText.Mark(name)}' of the item at index {index}: it is {RenderErrors.TypeName(item)}."));
            }

            call.Environment.Budget.Step(call.Node);
            call.Environment.Budget.ChargeReading(name.Length, call.Node);
            item = hash.Get(name);
            if (item.IsMissing)
            {
                throw call.Error(FormattableString.Invariant($"the item at index {index} has no '{ComputedText.Mark(name)}'."));
            }
        }

        return item;
    }

    /// <summary>All keys are of the type of the first one.</summary>
    private static void CheckType(in BuiltInCall call, Value key, Value first, int index)
    {
        if (index == 0 && !(key.IsString || key.IsNumber || key.IsDate || key.IsBoolean))
        {
            throw call.Error($"only strings, numbers, dates and booleans can be sorted, but the first key is {RenderErrors.TypeName(key)}.");
        }

        if (key.IsMissing)
        {
            throw call.Environment.Errors.At(FormattableString.Invariant($"?{call.BuiltIn.Name}: the item at index {index} is missing."), call.Node);
        }

        if (first.IsString ? !key.IsString : first.IsNumber ? !key.IsNumber : first.IsDate ? !key.IsDate : !key.IsBoolean)
        {
            throw call.Error(FormattableString.Invariant(
                $"the first key is {RenderErrors.TypeName(first)}, but that at index {index} is {RenderErrors.TypeName(key)}."));
        }

        if (key.TryGetNumber(out var number) && call.Environment.Budget.Held(number, call.Node).IsNaN)
        {
            throw call.Environment.Errors.At($"?{call.BuiltIn.Name}: NaN has no place in an order.", call.Node);
        }
    }

    private static int BitLength(int count)
    {
        var bits = 0;
        for (; count > 0; count >>= 1)
        {
            bits++;
        }

        return bits;
    }
}
