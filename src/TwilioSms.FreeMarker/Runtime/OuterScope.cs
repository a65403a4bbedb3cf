namespace TwilioSms.FreeMarker;

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
    public bool TryFind(string name, Environment environment, out Value value)
    {
        for (var candidate = scope; candidate is not null; candidate = candidate.Outer)
        {
            if (candidate.Name == name && TryRead(environment, candidate.Slot, out value))
            {
                return true;
            }
        }

        if (unit.Locals is { } locals && locals.TryGetValue(name, out var slot) && TryRead(environment, slot, out value))
        {
            return true;
        }

        value = default;
        return outer is not null && outer.TryFind(name, environment, out value);
    }

    private bool TryRead(Environment environment, int slot, out Value value)
    {
        value = environment.SlotAt(frame + slot);
        return !value.IsMissing;
    }
}
