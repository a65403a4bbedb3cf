namespace TwilioSms.Emulator.Incoming;

/// <summary>Who asked not to be texted, and by whom: a number, or all of a Messaging Service's.</summary>
internal sealed class OptOuts
{
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
                    pairs.Add((phone, party));
                }
                else if (keyword == OptOutKeyword.Start)
                {
                    pairs.Remove((phone, party));
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

        bool Has(string? party) => party is not null && pairs.Contains((message.To, party));
    }

    public void Clear()
    {
        lock (gate)
        {
            pairs.Clear();
        }
    }
}
