using TwilioSms.Resolution;

namespace TwilioSms.Tests.Resolution.World;

/// <summary>Messages without a key beside those with one. What one process knows of them no other does: of equal texts one may be taken for the other,
/// but never are there more than were wished for.</summary>
internal sealed partial class LedgerModel
{
    private readonly Dictionary<string, (string Text, string To)> plain = [];
    private bool isEqual;

    private void WishWithoutKeys(bool areEqual, string to)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            plain.Add($"plain {i}", (areEqual ? Some.Text : $"Without a key {i}", random.Next(3) == 0 ? Pick(Numbers) : to));
        }

        isEqual = plain.Keys.Any(name => keys.Keys.Any(key => Meaning(key) == Meaning(name)))
            || plain.Keys.Select(Meaning).Distinct().Count() < plain.Count;
    }

    // Whoever hears that it was not accepted sends it once more.
    private IEnumerator<TimeSpan> SendWithoutKey(Slot slot, string name)
    {
        var (text, to) = plain[name];
        var machine = slot.Machine;
        for (var tries = 0; tries < 2; tries++)
        {
            var send = machine.Begin(text, to);
            string? sid = null;
            if (random.Next(4) > 0)
            {
                var delivery = Seconds(random.Next(0, 30));
                After(delivery, () =>
                {
                    sid = Twilio.Accept(to, text, key: name, account: machine.Account).Sid;
                    Tell($"{name} is accepted as {sid[^2..]}");
                });
                yield return delivery + Seconds(1);
            }

            if (sid is not null && random.Next(2) == 0)
            {
                machine.Recent.End(send, Machine.SentOutcome(to, sid));
                yield break;
            }

            machine.Recent.End(send, SmsOutcome.Unknown(to, null));
            Tell($"{name} {slot.Name} loses its answer");
            ResolvedSend resolved;
            do
            {
                yield return Seconds(random.Next(1, 600));
                resolved = Now(machine.Sends.ResolveAsync(machine.Endpoint, send, [], default));
                Tell($"{name} {slot.Name} looks up: {resolved.Message?.Sid} {resolved.Reason}");
            }
            while (resolved.Reason == SmsUnresolvedReason.NotYetListed);

            if (resolved.Message is { } message)
            {
                Meaning(Twilio.Accepted.Single(one => one.Sid == message.Sid).Key!).Should().Be(Meaning(name));
            }

            if (resolved.Reason is not null || resolved.Message is not null)
            {
                yield break;
            }
        }
    }

    // Which of equal messages is whose cannot be told, how many there are can.
    private void CheckCounts()
    {
        foreach (var messages in Twilio.Accepted.Where(message => message.Key is not null).GroupBy(message => (Meaning(message.Key!), message.Account)))
        {
            var wishes = keys.Keys.Concat(plain.Keys).Count(name => Meaning(name) == messages.Key.Item1);
            messages.Should().HaveCountLessThanOrEqualTo(wishes, "{0} was wished for so often:\n{1}", messages.Key, string.Join('\n', story));
        }
    }
}
