namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>How a run goes: what is sent, and what goes wrong with the first connections and the first requests, in their order.</summary>
internal sealed record FaultPlan(
    int Recipients,
    bool Tls = false,
    bool Bulk = false,
    int Concurrency = 4,
    int Retries = 0,
    LineTrouble[]? Lines = null,
    RequestTrouble[]? Requests = null,
    int? CancelAtRequest = null,
    bool Keyed = false,
    TransportKind Transport = TransportKind.Http)
{
    public LineTrouble[] Lines { get; init; } = Lines ?? [];

    public RequestTrouble[] Requests { get; init; } = Requests ?? [];

    public override string ToString() =>
        $"{Transport}, {Recipients} recipient(s){(Tls ? ", TLS" : "")}{(Bulk ? ", bulk" : "")}{(Keyed ? ", with a key" : "")}, concurrency {Concurrency}, {Retries} retries, "
        + $"lines [{string.Join(' ', Lines)}], requests [{string.Join(' ', Requests)}], cancelled at {CancelAtRequest?.ToString() ?? "none"}";
}
