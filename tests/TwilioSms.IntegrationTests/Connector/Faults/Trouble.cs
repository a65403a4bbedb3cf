using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>What goes wrong with a connection, in the order of the moments at which it does.</summary>
internal enum LineTrouble
{
    None,
    NameNotFound,
    ConnectionRefused,
    ResetOnceConnected,
    SilentOnceConnected,

    /// <summary>Bytes that are no TLS; without TLS, bytes that are no HTTP.</summary>
    GarbageOnceConnected,

    /// <summary>A certificate that the client does not trust; nothing without TLS.</summary>
    UntrustedCertificate,
    ResetInHeaders,
    ResetInForm,
    ResetInAnswer,
}

/// <summary>What goes wrong with a request that came through, in the order of the moments at which it does.</summary>
internal enum RequestTrouble
{
    None,
    ResetBeforeRecording,
    SilenceBeforeRecording,
    TooManyRequests,
    TooManyRequestsWithRetryAfter,
    InvalidNumber,
    WrongToken,
    Redirect,
    RequestTimeout,
    InternalServerError,
    BadGatewayBefore,
    ServiceUnavailable,
    BadGatewayAfter,
    GatewayTimeoutAfter,
    SilenceAfterRecording,
    ResetAfterRecording,
    SlowAnswer,
    ClosedInAnswer,
    TruncatedAnswer,
    GarbageAnswer,
    HtmlAnswer,
    NoContentAnswer,
}

/// <summary>What each trouble with a request is made of.</summary>
internal static class Troubles
{
    private const string Html = "<html><body>Gateway</body></html>";

    public static Fault FaultOf(RequestTrouble trouble) => trouble switch
    {
        RequestTrouble.ResetBeforeRecording => Fault.ResetBeforeRecording(),
        RequestTrouble.SilenceBeforeRecording => Fault.DelayBeforeRecording(Timeout.InfiniteTimeSpan),
        RequestTrouble.TooManyRequests => Fault.TooManyRequests(),
        RequestTrouble.TooManyRequestsWithRetryAfter => Fault.TooManyRequests(TimeSpan.Zero),
        RequestTrouble.InvalidNumber => Fault.RespondError(21211),
        RequestTrouble.WrongToken => Fault.RespondError(20003, 401),
        RequestTrouble.Redirect => Fault.Respond(307, new FaultResponse { Headers = [new("Location", "http://127.0.0.1:1/elsewhere")] }),
        RequestTrouble.RequestTimeout => Fault.Respond(408),
        RequestTrouble.InternalServerError => Fault.RespondError(20500, 500),
        RequestTrouble.BadGatewayBefore => Fault.Respond(502, Html, "text/html"),
        RequestTrouble.ServiceUnavailable => Fault.Respond(503, new FaultResponse { Headers = [new("Retry-After", "0")] }),
        RequestTrouble.BadGatewayAfter => Fault.Respond(502, new FaultResponse { Body = Html, ContentType = "text/html", Record = true }),
        RequestTrouble.GatewayTimeoutAfter => Fault.Respond(504, new FaultResponse { Record = true }),
        RequestTrouble.SilenceAfterRecording => Fault.DelayAfterRecording(Timeout.InfiniteTimeSpan),
        RequestTrouble.ResetAfterRecording => Fault.ResetAfterRecording(),
        RequestTrouble.SlowAnswer => Fault.SlowBody(7, Timeout.InfiniteTimeSpan),
        RequestTrouble.ClosedInAnswer => Fault.CloseInBody(30),
        RequestTrouble.TruncatedAnswer => Fault.TruncateBody(30),
        RequestTrouble.GarbageAnswer => Fault.GarbageBody(),
        RequestTrouble.HtmlAnswer => Fault.Respond(200, new FaultResponse { Body = Html, ContentType = "text/html", Record = true }),
        RequestTrouble.NoContentAnswer => Fault.Respond(204, new FaultResponse { Record = true }),
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "It is no trouble."),
    };

    /// <summary>Whether nothing more would happen without the client giving up.</summary>
    public static bool IsSilence(RequestTrouble trouble) => trouble
        is RequestTrouble.SilenceBeforeRecording or RequestTrouble.SilenceAfterRecording or RequestTrouble.SlowAnswer;

    /// <summary>What a single try says, and how many messages Twilio has then.</summary>
    public static (SmsOutcomeState State, int Recorded) ExpectedOf(RequestTrouble trouble) => trouble switch
    {
        RequestTrouble.None => (SmsOutcomeState.Sent, 1),
        RequestTrouble.TooManyRequests or RequestTrouble.TooManyRequestsWithRetryAfter or RequestTrouble.InvalidNumber
            or RequestTrouble.WrongToken or RequestTrouble.Redirect => (SmsOutcomeState.Failed, 0),
        < RequestTrouble.BadGatewayAfter => (SmsOutcomeState.Unknown, 0),
        _ => (SmsOutcomeState.Unknown, 1),
    };

    /// <inheritdoc cref="ExpectedOf(RequestTrouble)"/>
    public static (SmsOutcomeState State, int Recorded) ExpectedOf(LineTrouble trouble, bool tls, TransportKind transport) => (trouble, tls) switch
    {
        (LineTrouble.None, _) or (LineTrouble.UntrustedCertificate, false) => (SmsOutcomeState.Sent, 1),

        // A client that does not tell when it begins to write may have begun.
        ( < LineTrouble.ResetInAnswer, _) when transport == TransportKind.HostsClient => (SmsOutcomeState.Unknown, 0),
        (LineTrouble.NameNotFound or LineTrouble.ConnectionRefused, _) => (SmsOutcomeState.Failed, 0),
        ( <= LineTrouble.UntrustedCertificate, true) => (SmsOutcomeState.Failed, 0),
        (LineTrouble.ResetInAnswer, _) => (SmsOutcomeState.Unknown, 1),
        _ => (SmsOutcomeState.Unknown, 0),
    };
}
