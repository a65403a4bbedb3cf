using System.Text;

namespace TwilioSms.Engines;

/// <summary>What came of a request: the fate of each recipient, and what went wrong as a whole.</summary>
/// <param name="Fates">One a recipient, in the order of the inputs; none where the inputs could not be used.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
internal sealed record SendReport(IReadOnlyList<Fate> Fates, ReportedError? Error)
{
    /// <summary>That a person has to decide. The designer's diagram cannot: an error that it catches invites another message.</summary>
    private static readonly ReportedError WaitsForPerson = ReportedError.Technical(
        typeof(TwilioIdempotencyException).FullName!,
        "Only a person can tell whether the message was sent: see the ledger (twilio-sms ledger), then have the engine run the task again.");

    private static readonly ReportedError NotSent = ReportedError.Technical(
        typeof(TwilioIdempotencyException).FullName!, "The message was certainly not sent: have the engine run the task again to send it.")
        with
    { IsPassing = true };

    /// <summary>How long it takes until it is worth asking what became of those in doubt.</summary>
    public TimeSpan AskAgainAfter { get; init; }

    /// <summary>Whether those in doubt are so by attempts of others, who may have died before they sent anything. Then it is for this request to
    /// send, once that is known.</summary>
    public bool IsOthersDoubt { get; init; }

    /// <summary>Whether the ledger still has to find out.</summary>
    public bool IsInDoubt => Fates.Any(static fate => fate.State == FateState.InDoubt);

    public bool IsSent => Error is null && Fates.All(static fate => fate.State == FateState.Sent);

    /// <summary>Whether there is something to tell of whom the message was sent to.</summary>
    public bool HasResult => IsSent || Fates.Any(static fate => fate.State == FateState.Sent);

    /// <summary>The error of the answer, once nothing is in doubt; null where everybody was sent to.</summary>
    public ReportedError? Answer => IsSent ? null
        : Fates.Any(static fate => fate.State == FateState.Parked) ? WaitsForPerson
        : Error is { IsTechnical: true } ? Error
        : Fates.FirstOrDefault(static fate => fate is { State: FateState.Failed, Code: not null }) is { } failed
            ? ReportedError.Named(failed.Code!, failed.Message ?? string.Empty) with { IsPassing = failed.IsPassing }
        : Error;

    /// <summary>The messages by SID and the number that each went to: the action's <c>smsResult</c>.</summary>
    public string WriteSmsResult() => Encoding.UTF8.GetString(WireObject.Write(Fates, static (writer, fates) =>
    {
        foreach (var fate in fates)
        {
            if (fate.Sid is { } sid)
            {
                writer.WriteString(sid, fate.To);
            }
        }
    }));

    /// <summary>These fates, once those in doubt were found out about.</summary>
    public SendReport With(IReadOnlyList<Fate> fates) => new(
        fates,
        fates.All(static fate => fate.State == FateState.Sent) ? null
        : fates.Any(static fate => fate is { State: FateState.Failed, Code: null }) ? NotSent
        : Error);
}

/// <summary>An error as an engine hears it.</summary>
/// <param name="IsTechnical">Whether it is for an operator; else a diagram may catch it.</param>
/// <param name="Name">One of the 30 names, or the type of a technical error.</param>
/// <param name="Message">What happened and what to do.</param>
internal sealed record ReportedError(bool IsTechnical, string Name, string Message)
{
    /// <summary>Whether another attempt may end better.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether something else is recorded under the key than what was to be sent.</summary>
    public bool IsConflict => IsTechnical && !IsPassing && Name == typeof(TwilioIdempotencyException).FullName;

    public static ReportedError Named(string code, string message) => new(false, code, message);

    public static ReportedError Technical(string type, string message) => new(true, type, message);
}
