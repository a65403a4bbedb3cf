using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Cuts a part out of a sequence or a string by a range: <c>s[2..]</c>, <c>s[0..*5]</c>.</summary>
internal static class Slice
{
    public static Value Of(Environment environment, Value value, RangeSequence range, Expression target, Expression key)
    {
        string? text = null;
        if (!value.TryGetSequence(out var sequence))
        {
            if (value.Object is IIterable iterable && !value.IsString)
            {
                sequence = environment.Collections.Collect(iterable, target);
            }
            else if (!environment.Convert.TryToText(value, target, out text))
            {
                throw environment.Errors.WrongType(target, "a sequence or a string", value);
            }
        }

        var length = Measure(environment, range, text?.Length ?? sequence!.Count, text is null ? "sequence" : "string", key);
        return text is null
            ? Items(environment, sequence!, range, length, target)
            : Characters(environment, text, range, length, key);
    }

    /// <summary>How many items the slice has; an error where the range goes beyond what there is.</summary>
    internal static int Measure(Environment environment, RangeSequence range, int available, string what, Expression key)
    {
        if (!range.IsEndless && range.Length == 0)
        {
            return 0;
        }

        var first = range.First;
        if (first < 0)
        {
            throw environment.Errors.At(FormattableString.Invariant($"A slice cannot start at {ComputedText.Mark(first)}; the first index is 0."), key);
        }

        if (range.IsEndless || (range.IsLengthLimited && range.Step == 1) ? first > available : first >= available)
        {
            throw environment.Errors.At(FormattableString.Invariant(
                $"The slice starts at {ComputedText.Mark(first)}, but the {what} ends at {available - 1}. With ..*length a slice may start right after the end."), key);
        }

        if (range.IsEndless)
        {
            return available - first;
        }

        var last = first + ((range.Length - 1L) * range.Step);
        if (last < 0)
        {
            return range.IsLengthLimited ? first + 1 : throw environment.Errors.At(FormattableString.Invariant(
                $"A slice cannot end at {ComputedText.Mark(last)}; the first index is 0."), key);
        }

        if (last >= available)
        {
            return range.IsLengthLimited ? Math.Abs(available - first) : throw environment.Errors.At(FormattableString.Invariant(
                $"The slice ends at {ComputedText.Mark(last)}, but the {what} ends at {available - 1}. Use ..*length for at most so many."), key);
        }

        return range.Length;
    }

    private static Value Items(Environment environment, ISequence sequence, RangeSequence range, int count, Expression target)
    {
        environment.Budget.ChargeCollection(count, target);
        var items = new Value[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = sequence[range.First + (i * range.Step)];
        }

        return environment.Collections.MakeSequence(items, target);
    }

    private static Value Characters(Environment environment, string text, RangeSequence range, int count, Expression key)
    {
        if (count == 0)
        {
            return Value.EmptyText;
        }

        if (range.Step > 0 || count == 1)
        {
            environment.Budget.ChargeString(count, key);
            return text.Substring(range.First, count);
        }

        // The reference prints nothing for s[2..1], whose two indexes run backwards; any longer such range is an error.
        return range.IsInclusive && count == 2
            ? Value.EmptyText
            : throw environment.Errors.At("A string cannot be sliced backwards: the range must run upwards.", key);
    }
}
