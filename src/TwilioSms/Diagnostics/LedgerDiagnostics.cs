using TwilioSms.Ledger;

namespace TwilioSms.Diagnostics;

/// <summary>What an operator sees of the ledger of one registration, all of it behind the wall.</summary>
internal sealed class LedgerDiagnostics(HarmlessLogger logger, Wall wall, LedgerMetrics metrics)
{
    private const string MeterListener = "meter listener";

    private bool isFailing;
    private int hasForgotten;
    private bool isUnsettled;

    /// <summary>Rows were claimed to be sent.</summary>
    public void RecordClaims(int count) => wall.Tell(MeterListener, (metrics, count), static state => state.metrics.CountClaims(state.count));

    /// <summary>A message waited for a slot of the pace that all who share the ledger keep.</summary>
    public void RecordSlot(TimeSpan waited) =>
        wall.Tell(MeterListener, (metrics, waited), static state => state.metrics.MeasureSlot(state.waited));

    /// <summary>A row was looked up.</summary>
    /// <param name="seen">The row as it was before.</param>
    /// <param name="now">The row as it is now.</param>
    public void RecordLookUp(LedgerRow seen, LedgerRow now)
    {
        var ending = EndingOf(seen, now);
        wall.Tell(MeterListener, (metrics, ending), static state => state.metrics.CountLookUp(state.ending));
        if (ending == "parked")
        {
            LedgerLog.Parked(logger, now.Key.ToString(), Redaction.Mask(now.To), now.Reason);
        }
        else
        {
            LedgerLog.LookedUp(logger, now.Key.ToString(), ending, now.MessageSid);
        }
    }

    /// <summary>What became of a claim could not be written down yet. Said once, until something is.</summary>
    /// <param name="failures">How often it failed before.</param>
    public void RecordUnsettled(int failures)
    {
        if (failures == 0 && !isUnsettled)
        {
            isUnsettled = true;
            LedgerLog.Unsettled(logger);
        }
    }

    /// <summary>What became of a claim is written down.</summary>
    /// <param name="failures">How often it failed before.</param>
    public void RecordSettled(int failures)
    {
        if (failures > 0 && isUnsettled)
        {
            isUnsettled = false;
            LedgerLog.Settled(logger);
        }
    }

    /// <summary>A message that was accepted is another row's: one of the two was settled with the SID of the other, as can be with equal texts.</summary>
    public void RecordOwned(LedgerRow sent) => LedgerLog.Owned(logger, sent.Key.ToString(), sent.MessageSid);

    /// <summary>The ledger in memory had no room for rows.</summary>
    public void RecordForgotten(ForgottenRows rows)
    {
        wall.Tell(MeterListener, (metrics, rows), static state => state.metrics.CountForgotten(state.rows));
        if (Interlocked.Exchange(ref hasForgotten, 1) == 0)
        {
            LedgerLog.Forgot(logger);
        }

        if (rows.InDoubt > 0)
        {
            LedgerLog.ForgotInDoubt(logger, rows.InDoubt);
        }
    }

    /// <summary>What became of a webhook's claim could not be written down.</summary>
    public void RecordUnsettledWebhook(TwilioLedgerException exception) => LedgerLog.WebhookUnsettled(logger, exception.Message, exception.InnerException);

    /// <summary>That a recipient has opted out could not be kept.</summary>
    public void RecordOptOutNotKept(Exception exception) => LedgerLog.OptOutNotKept(logger, exception.GetType().Name);

    /// <summary>How much is in doubt.</summary>
    public void RecordCounts(LedgerCounts counts) => metrics.Counts = counts;

    /// <summary>The ledger was looked after, or could not be. Said once, until it changes.</summary>
    public void RecordCare(Exception? error)
    {
        if (error is null && isFailing)
        {
            LedgerLog.CareResumed(logger);
        }
        else if (error is not null && !isFailing)
        {
            LedgerLog.CareFailed(
                logger, (error as TwilioConnectorException)?.Code.ToWireName() ?? error.GetType().Name, error.Message, error.InnerException);
        }

        isFailing = error is not null;
    }

    private static string EndingOf(LedgerRow seen, LedgerRow now) => now.State switch
    {
        LedgerState.Sent => "sent",
        LedgerState.Free => "freed",
        LedgerState.Parked => "parked",
        _ when now.Token != seen.Token => "taken_over",
        _ => "later",
    };
}
