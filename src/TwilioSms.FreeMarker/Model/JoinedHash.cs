namespace TwilioSms.FreeMarker;

/// <summary>Two hashes added together of which one cannot be listed; the right one's values win.</summary>
internal sealed class JoinedHash(IHash left, IHash right) : IHash, INesting
{
    public int Depth { get; } = Math.Max(Nesting.Around(left), Nesting.Around(right));

    public bool IsEmpty => left.IsEmpty && right.IsEmpty;

    public Value Get(string key, Environment environment) =>
        right.Get(key, environment) is { IsMissing: false } value ? value : left.Get(key, environment);
}
