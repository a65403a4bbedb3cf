namespace TwilioSms.FreeMarker;

/// <summary>Two hashes added together of which one cannot be listed; the right one's values win.</summary>
internal class JoinedHash(IHash left, IHash right) : IHash, INesting
{
    public int Depth { get; } = Math.Max(Nesting.Around(left), Nesting.Around(right));

    public bool IsEmpty => left.IsEmpty && right.IsEmpty;

    public Value Get(string key, Environment environment) =>
        right.Get(key, environment) is { IsMissing: false } value ? value : left.Get(key, environment);
}

/// <summary>Two hashes added together of which one may still change. Its values are those of now, its keys those of when it was first listed.</summary>
internal sealed class JoinedLiveHash(Environment environment, IExtendedHash left, IExtendedHash right, Expression at)
    : JoinedHash(left, right), IExtendedHash, ILive
{
    private OrderedHash? listed;

    public int Count => Listed.Count;

    public bool IsLive => true;

    private OrderedHash Listed => listed ??= environment.Join(left, right, at);

    public string KeyAt(int position) => Listed.KeyAt(position);

    public Value ValueAt(int position) => Get(KeyAt(position), environment);
}
