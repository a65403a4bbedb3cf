namespace TwilioSms.FreeMarker.Model;

/// <summary>A sequence of values held in memory.</summary>
internal sealed class ListSequence(IReadOnlyList<Value> items) : ISequence, INesting
{
    public int Depth { get; init; } = 1;

    public int Count => items.Count;

    public Value this[int index] => items[index];
}
