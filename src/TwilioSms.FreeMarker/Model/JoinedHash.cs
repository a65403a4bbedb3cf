namespace TwilioSms.FreeMarker.Model;

/// <summary>Two hashes added together of which one cannot be listed; the right one's values win.</summary>
internal class JoinedHash(IHash left, IHash right) : IHash, INesting
{
    public int Depth { get; } = Math.Max(Nesting.Around(left), Nesting.Around(right));

    public bool IsEmpty => left.IsEmpty && right.IsEmpty;

    public Value Get(string key) =>
        right.Get(key) is { IsMissing: false } value ? value : left.Get(key);
}
