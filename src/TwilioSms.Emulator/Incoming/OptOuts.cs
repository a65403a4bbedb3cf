namespace TwilioSms.Emulator.Incoming;

/// <summary>Who asked not to be texted, and by whom: a number, or all of a Messaging Service's. Who does so over SMS or RCS does it for both
/// (Twilio's changelog of 15 March 2026).</summary>
internal sealed class OptOuts
{
    private const string Rcs = "rcs:";

    private readonly Lock gate = new();
    private readonly HashSet<(string Phone, string Party)> pairs = [];

    public void Apply(OptOutKeyword keyword, string phone, params IEnumerable<string> parties)
    {
        lock (gate)
        {
            foreach (var party in parties)
            {
                if (keyword == OptOutKeyword.Stop)
                {
                    pairs.Add((PhoneOf(phone), party));
                }
                else if (keyword == OptOutKeyword.Start)
                {
                    pairs.Remove((PhoneOf(phone), party));
                }
            }
        }
    }

    public bool Forbid(EmulatedMessage message)
    {
        lock (gate)
        {
            return Has(message.From) || Has(message.MessagingServiceSid) || Has(message.PoolSender);
        }

        bool Has(string? party) => party is not null && pairs.Contains((PhoneOf(message.To), party));
    }

    public void Clear()
    {
        lock (gate)
        {
            pairs.Clear();
        }
    }

    private static string PhoneOf(string address) => address.StartsWith(Rcs, StringComparison.Ordinal) ? address[Rcs.Length..] : address;
}
