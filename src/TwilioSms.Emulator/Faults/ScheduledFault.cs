using System.Globalization;
using System.Text.Json.Serialization;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator;

/// <summary>A fault for an emulator in another process; see <see cref="Fault"/> for what each does.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScheduledFault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How many requests it befalls.</summary>
    /// <value>The default is 1; <see cref="int.MaxValue"/> is every one.</value>
    public int Requests { get; init; } = 1;

    /// <summary>The recipient whose messages it befalls.</summary>
    /// <value>The default is all.</value>
    public string? To { get; init; }

    /// <summary>The HTTP method it befalls.</summary>
    /// <value>The default is all.</value>
    public string? Method { get; init; }

    /// <summary>The HTTP status of <see cref="FaultKind.Respond"/> and <see cref="FaultKind.RespondError"/>.</summary>
    /// <value>The default is 503 and 400.</value>
    public int? Status { get; init; }

    /// <summary>Twilio's code of <see cref="FaultKind.RespondError"/>.</summary>
    /// <value>The default is 20001.</value>
    public int Code { get; init; } = 20001;

    /// <summary>The body of <see cref="FaultKind.Respond"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether <see cref="FaultKind.Respond"/> records the message all the same.</summary>
    public bool Record { get; init; }

    /// <summary>The delay, the interval of drops, or <c>Retry-After</c>, in seconds.</summary>
    /// <value>The default is 0.</value>
    public double Seconds { get; init; }

    /// <summary>How many bytes get through, or come in a drop.</summary>
    /// <value>The default is 1.</value>
    public int Bytes { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal Fault ToFault() => Kind switch
    {
        FaultKind.Respond => Fault.Respond(Status ?? 503, new FaultResponse { Body = Body, Record = Record }),
        FaultKind.RespondError => Fault.RespondError(Code, Status ?? 400),
        FaultKind.TooManyRequests => Seconds > 0 ? Fault.TooManyRequests(Time) : Fault.TooManyRequests(),
        FaultKind.DelayBeforeRecording => Fault.DelayBeforeRecording(Time),
        FaultKind.DelayAfterRecording => Fault.DelayAfterRecording(Time),
        FaultKind.ResetBeforeRecording => Fault.ResetBeforeRecording(),
        FaultKind.ResetAfterRecording => Fault.ResetAfterRecording(),
        FaultKind.CloseInBody => Fault.CloseInBody(Bytes),
        FaultKind.TruncateBody => Fault.TruncateBody(Bytes),
        FaultKind.GarbageBody => Fault.GarbageBody(),
        FaultKind.SlowBody => Fault.SlowBody(Bytes, Time),
        _ => throw new ArgumentException("There is no such fault.", nameof(Kind)),
    };

    internal bool Befalls(EmulatedRequest request) =>
        (To is null || RecipientRules.Normalize(request.To) == RecipientRules.Normalize(To)) && (Method is null || request.Method == Method);

    private TimeSpan Time => Seconds is >= 0 and <= 86_400
        ? TimeSpan.FromSeconds(Seconds)
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{nameof(Seconds)} has to be from 0 to 86400."), nameof(Seconds));
}

/// <summary>What can go wrong with a request; the names are those of <see cref="Fault"/>.</summary>
public enum FaultKind
{
    /// <summary><see cref="Fault.Respond(int, FaultResponse)"/></summary>
    Respond,

    /// <summary><see cref="Fault.RespondError(int, int)"/></summary>
    RespondError,

    /// <summary><see cref="Fault.TooManyRequests()"/></summary>
    TooManyRequests,

    /// <summary><see cref="Fault.DelayBeforeRecording"/></summary>
    DelayBeforeRecording,

    /// <summary><see cref="Fault.DelayAfterRecording"/></summary>
    DelayAfterRecording,

    /// <summary><see cref="Fault.ResetBeforeRecording"/></summary>
    ResetBeforeRecording,

    /// <summary><see cref="Fault.ResetAfterRecording"/></summary>
    ResetAfterRecording,

    /// <summary><see cref="Fault.CloseInBody"/></summary>
    CloseInBody,

    /// <summary><see cref="Fault.TruncateBody"/></summary>
    TruncateBody,

    /// <summary><see cref="Fault.GarbageBody"/></summary>
    GarbageBody,

    /// <summary><see cref="Fault.SlowBody"/></summary>
    SlowBody,
}
