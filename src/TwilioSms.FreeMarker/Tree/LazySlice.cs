using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>Cuts a part out of items that are computed one by one; those after the part are never computed.</summary>
internal static class LazySlice
{
    /// <param name="environment">The running template.</param>
    /// <param name="items">What is cut.</param>
    /// <param name="range">Which part.</param>
    /// <param name="staysLazy">Whether the part is computed one by one too.</param>
    /// <param name="slice">The whole expression.</param>
    public static Value Of(Environment environment, LazyItems items, RangeSequence range, bool staysLazy, Lookup slice)
    {
        var count = Slice.Measure(environment, range, items.KnownCount ?? int.MaxValue, "sequence", slice.Key);
        if (count == 0)
        {
            return Value.EmptyText; // FreeMarker takes what is no finished sequence for a string here
        }

        if (range.Step < 0)
        {
            return Backwards(environment, items, range.First, count, slice);
        }

        var isOpen = range.IsEndless && items.KnownCount is null;
        var part = new LazyItems(environment, new Part(environment, items, range.First, isOpen ? null : count, range.IsLengthLimited), isOpen ? null : items.KnownCount is null ? null : count);
        return staysLazy ? Value.FromObject(part) : Value.FromObject(environment.Collections.Collect(part, slice));
    }

    private static Value Backwards(Environment environment, LazyItems items, int first, int count, Lookup slice)
    {
        environment.Budget.ChargeCollection(count, slice);
        var part = new Value[count];
        var seen = 0;
        for (; seen <= first && items.MoveNext(); seen++)
        {
            environment.Budget.Step(slice);
            if (first - seen < count)
            {
                part[first - seen] = items.Current;
            }
        }

        return seen > first ? environment.Collections.MakeSequence(part, slice) : throw environment.Errors.At(FormattableString.Invariant(
            $"The slice starts at {ComputedText.Mark(first)}, but the sequence has {seen} items only."), slice);
    }

    /// <summary>
    /// The items from one on, as many as wanted; where fewer will do, as many as there are. Where they will not, an item is missed only when it
    /// is looked at, or the one after it is asked for.
    /// </summary>
    private sealed class Part(Environment environment, LazyItems items, int first, int? count, bool fewerWillDo) : IValueIterator
    {
        private int next;
        private bool isPending;

        public Value Current
        {
            get
            {
                Fetch();
                return items.Current;
            }
        }

        public bool MoveNext()
        {
            Fetch();
            for (; next < first; next++)
            {
                environment.Budget.Step(environment.Position.Element);
                if (!items.MoveNext())
                {
                    throw environment.Errors.AtElement(FormattableString.Invariant($"The slice starts at {ComputedText.Mark(first)}, but the sequence has {next} items only."));
                }

                _ = items.Current; // computed, though nobody wants it
            }

            if (next - first == count)
            {
                return false;
            }

            next++;
            if (count is not null && !fewerWillDo)
            {
                return isPending = true;
            }

            environment.Budget.Step(environment.Position.Element);
            return items.MoveNext();
        }

        private void Fetch()
        {
            if (!isPending)
            {
                return;
            }

            isPending = false;
            environment.Budget.Step(environment.Position.Element);
            if (!items.MoveNext())
            {
                throw environment.Errors.AtElement(FormattableString.Invariant(
                    $"The slice ends at {ComputedText.Mark(first + count!.Value - 1)}, but the sequence has {next - 1} items only. Use ..*length for at most so many."));
            }
        }
    }
}
