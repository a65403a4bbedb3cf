namespace TwilioSms.Emulator;

/// <summary>What <see cref="Fault.Respond(int, FaultResponse)"/> answers with, and whether the message went through all the same.</summary>
public sealed class FaultResponse
{
    /// <summary>The body.</summary>
    /// <value>The default is empty.</value>
    public string Body { get; init; } = "";

    /// <summary>The body where it is no text; then it counts in place of <see cref="Body"/>.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The type of the body.</summary>
    /// <value>The default is <c>application/json</c>.</value>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    /// <value>The default is none.</value>
    public IEnumerable<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the message is recorded all the same, as when a gateway fails on the way back.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Record { get; init; }
}
