using System.Globalization;

namespace TwilioSms.Benchmarks.Bulk;

/// <summary>Messages as from a file, each to a number of its own.</summary>
internal static class ManyMessages
{
    /// <param name="count">How many.</param>
    /// <param name="run">The name of the run, by which each has an idempotency key; null where none has.</param>
    public static async IAsyncEnumerable<SmsMessage> Of(int count, string? run = null)
    {
        for (var n = 0; n < count; n++)
        {
            // Now and then there is a wait.
            if (n % 1_000 == 0)
            {
                await Task.Yield();
            }

            yield return new SmsMessage
            {
                From = "+15005550006",
                To = [string.Create(CultureInfo.InvariantCulture, $"+1555{n:0000000}")],
                Body = "Hi ${name}, your code is ${code?c}.",
                Metadata = new() { ["name"] = "Ann", ["code"] = 100_000 + n },
                IdempotencyKey = run is null ? null : string.Create(CultureInfo.InvariantCulture, $"{run}-{n}"),
            };
        }
    }
}
