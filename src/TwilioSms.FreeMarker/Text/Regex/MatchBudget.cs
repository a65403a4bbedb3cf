namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Who pays for matching. A step of the renderer buys several units of the matcher's work, each about an instruction.</summary>
internal abstract class MatchBudget
{
    private const int UnitsPerStep = 64;

    private long left;

    /// <summary>Pays for work that is about to be done.</summary>
    internal void Spend(long units)
    {
        left -= units;
        if (left < 0)
        {
            long steps = (UnitsPerStep - 1 - left) / UnitsPerStep;
            Charge(steps);
            left += steps * UnitsPerStep;
        }
    }

    /// <summary>What was bought and not used is of no use to the next rendering.</summary>
    internal void Reset() => left = 0;

    /// <summary>Charges so many steps; throws if they are not to be had.</summary>
    protected abstract void Charge(long steps);

    /// <summary>The error of a match that would remember more places to go back to than there is room for.</summary>
    internal abstract Exception TooManyAlternatives();
}
