using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The value of <c>.locals</c>: what the parameters and locals of a call are while it runs, and were at its end.</summary>
/// <param name="slots">Where they are kept.</param>
/// <param name="budget">What listing them is charged to.</param>
/// <param name="unit">The macro or function.</param>
/// <param name="frame">Where the slots of the call start.</param>
/// <param name="at">What to blame when the budget is used up.</param>
internal sealed class LocalVariables(ValueStack slots, Budget budget, Unit unit, int frame, Node at) : IExtendedHash, ILive
{
    private static readonly Dictionary<string, int> NoLocals = [];

    private readonly Namespace listed = new();
    private bool isKept;

    public int Count => Listed().Count;

    public bool IsEmpty => Count == 0;

    public bool IsLive => true;

    public Value Get(string key) => isKept ? listed.Get(key)
        : unit.Locals is { } locals && locals.TryGetValue(key, out var slot) ? slots.At(frame + slot)
        : default;

    public string KeyAt(int position) => listed.KeyAt(position);

    public Value ValueAt(int position) => listed.ValueAt(position);

    /// <summary>The call ends: its slots are going to hold something else.</summary>
    public void Keep()
    {
        Fill();
        isKept = true;
    }

    /// <summary>The locals of now. Whoever lists them asks for their number first.</summary>
    private Namespace Listed()
    {
        if (!isKept)
        {
            budget.ChargeCollection(unit.Locals?.Count ?? 0, at);
            Fill();
        }

        return listed;
    }

    private void Fill()
    {
        listed.Clear();
        foreach (var local in unit.Locals ?? NoLocals)
        {
            if (slots.At(frame + local.Value) is { IsMissing: false } value)
            {
                listed.Set(local.Key, value);
            }
        }
    }
}
