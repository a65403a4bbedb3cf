using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>
/// The loop variables and locals around a text that was parsed by itself, an included template or an evaluated expression, which
/// sees them by name.
/// </summary>
/// <param name="scope">The loop variables where it runs.</param>
/// <param name="unit">What they belong to.</param>
/// <param name="frame">Where its slots start.</param>
/// <param name="outer">What is around that in turn.</param>
internal sealed class OuterScope(Scope? scope, Unit unit, int frame, OuterScope? outer)
{
    public Value Find(string name, ValueStack slots)
    {
        for (var candidate = scope; candidate is not null; candidate = candidate.Outer)
        {
            if (candidate.Name == name && slots.At(frame + candidate.Slot) is { IsMissing: false } value)
            {
                return value;
            }
        }

        if (unit.Locals is { } locals && locals.TryGetValue(name, out var slot) && slots.At(frame + slot) is { IsMissing: false } local)
        {
            return local;
        }

        return outer is null ? default : outer.Find(name, slots);
    }
}
