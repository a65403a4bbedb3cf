namespace TwilioSms.Emulator.Http;

/// <summary>An answer, complete before its first byte is sent, so that faults can spoil it in any way.</summary>
internal sealed record TwilioResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public static TwilioResponse NoContent { get; } = new(204, "", default);

    /// <summary>The refusal that the body tells of, if it does.</summary>
    public TwilioError? Error { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
