using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Walks the items of a sequence or of a collection; each is a step.</summary>
internal struct Items
{
    private readonly Environment environment;
    private readonly Node at;
    private readonly ISequence? sequence;
    private readonly IValueIterator? iterator;
    private int index = -1;

    /// <param name="environment">The running template.</param>
    /// <param name="items">A sequence or a collection.</param>
    /// <param name="at">What to blame when the budget is used up.</param>
    /// <param name="asSequence">Whether what is both is walked as a sequence.</param>
    public Items(Environment environment, Value items, Node at, bool asSequence = false)
    {
        this.environment = environment;
        this.at = at;
        if (items.Object is IIterable iterable && !(asSequence && iterable is ISequence))
        {
            iterator = iterable.Iterate();
        }
        else
        {
            sequence = (ISequence)items.Object!;
        }
    }

    public readonly Environment Environment => environment;

    public readonly Value Current => sequence is null ? iterator!.Current : sequence[index];

    public bool MoveNext()
    {
        environment.Budget.Step(at);
        return sequence is null ? iterator!.MoveNext() : ++index < sequence.Count;
    }
}
