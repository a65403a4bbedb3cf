using System.Globalization;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>The protocol under all that may go wrong at once. <c>TWILIO_SMS_MODEL_RUNS</c> says how many lives are tried, and
/// <c>TWILIO_SMS_MODEL_SEED</c> which is the first.</summary>
public sealed class LedgerModelTests
{
    [Fact]
    public void Whatever_happens_a_key_is_one_message_and_ends_as_what_it_is()
    {
        var runs = Read("TWILIO_SMS_MODEL_RUNS", 500);
        var first = Read("TWILIO_SMS_MODEL_SEED", 1);
        for (var seed = first; seed < first + runs; seed++)
        {
            try
            {
                new LedgerModel(seed).Run();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"Seed {seed}: {exception.Message}"), exception);
            }
        }
    }

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
