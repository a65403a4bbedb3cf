namespace TwilioSms.Http;

/// <summary>What all recipients of one message have in common.</summary>
/// <param name="Endpoint">Where it goes, and as whom.</param>
/// <param name="Form">The encoded form without <c>To</c>.</param>
internal sealed record MessageRequest(TwilioEndpoint Endpoint, ReadOnlyMemory<byte> Form);
