using TwilioSms.Diagnostics;
using TwilioSms.Http;
using TwilioSms.Ledger;
using TwilioSms.Resolution;

namespace TwilioSms.Sending;

/// <summary>Makes claims, many in one statement where many are asked for: they queue up while the last statement runs, but not for long. No
/// claim is told before its statement has committed.</summary>
internal sealed class ClaimQueue(
    ISendLedger ledger, ITwilioMessagesClient client, TwilioTime time, TimeProvider clock, LedgerDiagnostics diagnostics)
{
    private const int MostRows = 64;
    private const int MostTries = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    private readonly object gate = new();
    private readonly List<Waiting> queue = [];
    private bool isBusy;

    /// <summary>Claims rows in as few statements as can be; the claims then say how each stands.</summary>
    /// <exception cref="SmsLedgerException">The ledger cannot be used: nobody knows whether the claims were made.</exception>
    /// <exception cref="TwilioApiException">Nobody knows what time it is at Twilio.</exception>
    public Task ClaimAsync(IReadOnlyList<Claim> claims)
    {
        Waiting[] waiting = [];
        lock (gate)
        {
            if (isBusy || claims.Count > MostRows)
            {
                waiting = [.. claims.Select(static claim => new Waiting(claim))];
                queue.AddRange(waiting);
                if (isBusy)
                {
                    return Task.WhenAll(waiting.Select(static one => one.Done.Task));
                }
            }

            isBusy = true;
        }

        var statement = waiting.Length == 0 ? ClaimOrRepeatAsync(claims) : Task.CompletedTask;
        _ = PumpAsync(statement);
        return waiting.Length == 0 ? statement : Task.WhenAll(waiting.Select(static one => one.Done.Task));
    }

    // What queues up while a statement runs goes into the next one, which does not wait for a slow one.
    private async Task PumpAsync(Task statement)
    {
        while (true)
        {
            if (!statement.IsCompleted)
            {
                await Task.WhenAny(statement, Task.Delay(LongestWait, clock, CancellationToken.None)).ConfigureAwait(false);
            }

            if (Take() is not { } taken)
            {
                return;
            }

            statement = ClaimAsync(taken);
        }
    }

    private List<Waiting>? Take()
    {
        lock (gate)
        {
            if (queue.Count == 0)
            {
                isBusy = false;
                return null;
            }

            // A statement has a row once: whoever asks for it as well comes next.
            var keys = new HashSet<LedgerKey>();
            var taken = queue.FindAll(waiting => keys.Count < MostRows && keys.Add(waiting.Claim.Key));
            queue.RemoveAll(taken.Contains);
            return taken;
        }
    }

    private async Task ClaimAsync(List<Waiting> waiting)
    {
        if (waiting.Count > 1)
        {
            try
            {
                await ClaimOnceAsync([.. waiting.Select(static one => one.Claim)]).ConfigureAwait(false);
                waiting.ForEach(static one => one.Done.SetResult(true));
                return;
            }
            catch (TwilioConnectorException)
            {
                // Each is made alone, so that it fails alone.
            }
        }

        foreach (var one in waiting)
        {
            try
            {
                await ClaimOrRepeatAsync([one.Claim]).ConfigureAwait(false);
                one.Done.SetResult(true);
            }
            catch (TwilioConnectorException exception)
            {
                one.Done.SetException(exception);
            }
        }
    }

    // A claim that may have been made is made again under its own token, never under a new one.
    private async Task ClaimOrRepeatAsync(IReadOnlyList<Claim> claims)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await ClaimOnceAsync(claims).ConfigureAwait(false);
                return;
            }
            catch (SmsLedgerException) when (tries < MostTries)
            {
            }
        }
    }

    private async Task ClaimOnceAsync(IReadOnlyList<Claim> claims)
    {
        var now = await time.GetNowAsync(client, claims[0].Message.Endpoint, CancellationToken.None).ConfigureAwait(false);
        var sorted = claims.Count == 1 ? claims : [.. claims.OrderBy(static claim => claim.Key.Key).ThenBy(static claim => claim.Key.To)];
        var rows = new LedgerRow[sorted.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = sorted[i].At(now);
        }

        var asked = ClaimTime.Now(clock);
        var standing = await ledger.SafelyAsync(static (ledger, rows) => ledger.ClaimAsync(rows, CancellationToken.None), rows).ConfigureAwait(false);
        for (var i = 0; i < rows.Length; i++)
        {
            sorted[i].Stands(standing[i], asked);
        }

        diagnostics.RecordClaims(rows.Length);
    }

    private sealed class Waiting(Claim claim)
    {
        public Claim Claim { get; } = claim;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
