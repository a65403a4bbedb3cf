namespace TwilioSms;

/// <summary>How far a run of <see cref="ISmsSender.SendManyAsync"/> has come. Recipients are counted, not messages.</summary>
public sealed class BulkProgress
{
    internal BulkProgress(SmsOutcome outcome, long messagesRead, ReadOnlySpan<long> counts)
    {
        Outcome = outcome;
        MessagesRead = messagesRead;
        Sent = counts[(int)SmsOutcomeState.Sent];
        Failed = counts[(int)SmsOutcomeState.Failed];
        Unknown = counts[(int)SmsOutcomeState.Unknown];
        NotAttempted = counts[(int)SmsOutcomeState.NotAttempted];
    }

    /// <summary>The outcome that this report is about; it is counted in.</summary>
    public SmsOutcome Outcome { get; }

    /// <summary>How many messages have been taken from the input: the run knows nothing of the message with this index and those after
    /// it.</summary>
    public long MessagesRead { get; }

    /// <summary>How many outcomes so far are <see cref="SmsOutcomeState.Sent"/>.</summary>
    public long Sent { get; }

    /// <summary>How many outcomes so far are <see cref="SmsOutcomeState.Failed"/>.</summary>
    public long Failed { get; }

    /// <summary>How many outcomes so far are <see cref="SmsOutcomeState.Unknown"/>.</summary>
    public long Unknown { get; }

    /// <summary>How many outcomes so far are <see cref="SmsOutcomeState.NotAttempted"/>.</summary>
    public long NotAttempted { get; }

    /// <summary>The counts.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{MessagesRead} read: {Sent} sent, {Failed} failed, {Unknown} unknown, {NotAttempted} not attempted");
}
