using TwilioSms.Errors;

namespace TwilioSms.Http;

/// <summary>What time it is at Twilio, learned from the <c>Date</c> of its answers and never ahead of the truth: that date, the time since
/// by the process's own stopwatch, and one second less, as dates are whole seconds.</summary>
/// <remarks>A stopwatch stands still while a machine sleeps. Where it and the wall clock have moved differently since the answer, nothing
/// is known until Twilio answers again.</remarks>
internal sealed class TwilioTime(TimeProvider clock)
{
    private static readonly TimeSpan Granularity = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private DateTimeOffset learned;
    private ClockReading? at;

    /// <summary>Twilio itself answered just now: what a gateway in between says does not count.</summary>
    /// <param name="date">The <c>Date</c> of its answer.</param>
    public void Learn(DateTimeOffset date)
    {
        var now = ClockReading.Of(clock);
        lock (gate)
        {
            learned = date;
            at = now;
        }
    }

    /// <summary>The time at Twilio; false where it has not answered yet, or where a clock was set or the machine slept since: ask
    /// <see cref="GetNowAsync"/>, which makes one request.</summary>
    public bool TryGetNow(out DateTimeOffset now) => TryGetNow(ClockReading.Of(clock), out now);

    /// <summary>The time at Twilio at the moment of a reading of the process's own clocks.</summary>
    public bool TryGetNow(in ClockReading current, out DateTimeOffset now)
    {
        lock (gate)
        {
            now = default;
            if (at is not { } reading || !reading.TryGetElapsed(current, out var elapsed))
            {
                return false;
            }

            now = learned + elapsed - Granularity;
            return true;
        }
    }

    /// <summary>The time at Twilio, for which it is asked where that is not known.</summary>
    /// <exception cref="TwilioApiException">Twilio could not be asked, or its answers tell no time.</exception>
    public async ValueTask<DateTimeOffset> GetNowAsync(
        ITwilioMessagesClient client, TwilioEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (TryGetNow(out var now))
        {
            return now;
        }

        try
        {
            await client.ReadPageAsync(endpoint, endpoint.AnyMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (TwilioApiException) when (TryGetNow(out now))
        {
            // A refusal of Twilio's own tells the time as well as a page does.
            return now;
        }

        return TryGetNow(out now) ? now : throw new TwilioUnknownException(new TwilioApiError(
            "Twilio's answers do not say what time it is there (Date), so nothing can be sent with an idempotency key or looked up. "
            + "Let no proxy remove the header."));
    }
}
