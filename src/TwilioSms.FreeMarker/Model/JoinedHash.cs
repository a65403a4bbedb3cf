namespace TwilioSms.FreeMarker;

/// <summary>Two hashes added together of which one cannot be listed; the right one's values win.</summary>
internal sealed class JoinedHash(IHash left, IHash right) : IHash
{
    public bool IsEmpty => left.IsEmpty && right.IsEmpty;

    public Value Get(string key, Environment environment)
    {
        var value = right.Get(key, environment);
        return value.IsMissing ? left.Get(key, environment) : value;
    }
}
