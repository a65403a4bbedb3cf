namespace TwilioSms.FreeMarker;

/// <summary>A sequence of values held in memory.</summary>
internal sealed class ListSequence(IReadOnlyList<Value> items) : ISequence
{
    public int Count => items.Count;

    public Value this[int index] => items[index];
}
