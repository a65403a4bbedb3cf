namespace TwilioSms.FreeMarker.Model;

/// <summary>An empty string, sequence and hash at once: what <c>x!</c> is where there is no x.</summary>
internal class EverythingEmpty : IText, ISequence, IExtendedHash
{
    public static readonly EverythingEmpty Instance = new();

    protected EverythingEmpty()
    {
    }

    public int Count => 0;

    public bool IsEmpty => true;

    public Value this[int index] => default;

    public string GetText() => string.Empty;

    public Value Get(string key) => default;

    public string KeyAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));

    public Value ValueAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));
}
