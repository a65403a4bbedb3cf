using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The arguments left over for a catch-all parameter.</summary>
internal sealed class RestSequence : ISequence, INesting
{
    private readonly List<Value> items = [];

    public int Depth { get; private set; } = 1;

    public int Count => items.Count;

    public Value this[int index] => items[index];

    public void Add(Value value)
    {
        items.Add(value);
        Depth = Math.Max(Depth, Nesting.Around(value.Object));
    }
}
