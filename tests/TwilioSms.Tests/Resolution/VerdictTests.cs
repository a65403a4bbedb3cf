using TwilioSms.Http;
using TwilioSms.Resolution;
using TwilioSms.Tests.Resolution.World;

namespace TwilioSms.Tests.Resolution;

/// <summary>The decision alone: which message of the list is whose.</summary>
public sealed class VerdictTests
{
    private static readonly DateTimeOffset Zero = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly LedgerHasher Hasher = new(new byte[] { 1 });

    [Fact]
    public void Equal_messages_belong_to_equal_claims_in_the_order_of_time()
    {
        var first = Claim('f', 0, 0, 200);
        var second = Claim('0', 50, 50, 250);
        var messages = new[] { Message(2, 80), Message(1, 60) };

        Verdict.Of(first, [second], messages).Messages.Single().Message.Sid.Should().Be(messages[1].Message.Sid);
        Verdict.Of(second, [first], messages).Messages.Single().Message.Sid.Should().Be(messages[0].Message.Sid);
    }

    [Fact]
    public void A_message_outside_the_time_of_the_claim_of_its_rank_is_not_guessed_about()
    {
        // A takeover is searched for since the first attempt, and began after the other.
        var takenOver = Claim('a', 0, 500, 700);
        var other = Claim('b', 400, 400, 600);
        var messages = new[] { Message(1, 100), Message(2, 450) };

        Verdict.Of(takenOver, [other], messages).Kind.Should().Be(VerdictKind.Ambiguous);
        Verdict.Of(other, [takenOver], messages).Kind.Should().Be(VerdictKind.Ambiguous);
    }

    [Fact]
    public void Claims_of_the_same_moment_are_told_apart_by_everybody_in_the_same_way()
    {
        var (one, other) = (Claim('a', 0, 0, 200), Claim('b', 0, 0, 200));
        var messages = new[] { Message(1, 60), Message(2, 60) };

        new[] { Verdict.Of(one, [other], messages), Verdict.Of(other, [one], [messages[1], messages[0]]) }
            .Select(verdict => verdict.Messages.Single().Message.Sid).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(null, "Fire in building 7", true)]
    [InlineData(60, null, true)]
    [InlineData(60, "Fire in building 7", false)]
    public void A_message_that_cannot_be_told_whose_it_is_leaves_it_open(int? date, string? body, bool hasSid)
    {
        var unclear = Candidate.Of(new ListedMessage { Sid = hasSid ? Sid(9) : null, Body = body, DateCreated = date is { } at ? At(at) : null }, Hasher);

        Verdict.Of(Claim('a', 0, 0, 200), [], [unclear]).Kind.Should().Be(VerdictKind.Ambiguous);
        Verdict.Of(Claim('a', 0, 0, 200), [], [unclear, Message(1, 60)]).Kind.Should().Be(VerdictKind.Ambiguous);
    }

    [Theory]
    [InlineData(-3, false)]
    [InlineData(-2, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_message_counts_from_two_seconds_before_until_the_end(int date, bool isAccepted) =>
        Verdict.Of(Claim('a', 0, 0, 200), [], [Message(1, date)]).Kind.Should().Be(isAccepted ? VerdictKind.Accepted : VerdictKind.NotAccepted);

    [Fact]
    public void What_is_not_remembered_may_be_anybody_s()
    {
        var claim = Claim('a', 0, 0, 200, areOthersForgotten: true);

        Verdict.Of(claim, [], [Message(1, 60)]).Kind.Should().Be(VerdictKind.Ambiguous);
        Verdict.Of(claim, [], []).Kind.Should().Be(VerdictKind.NotAccepted);
    }

    private static Claimant Claim(char id, int since, int began, int end, bool areOthersForgotten = false) => new()
    {
        Id = Guid.Parse(new string(id, 32)),
        Since = At(since),
        Began = At(began),
        End = At(end),
        Text = Hasher.OfText(Some.Text),
        IsKeyed = true,
        IsOver = true,
        IsComplete = true,
        AreOthersForgotten = areOthersForgotten,
    };

    private static Candidate Message(int number, int date) =>
        Candidate.Of(new ListedMessage { Sid = Sid(number), Body = Some.Text, DateCreated = At(date) }, Hasher);

    private static string Sid(int number) => FormattableString.Invariant($"SM{number:x32}");

    private static DateTimeOffset At(int seconds) => Zero.AddSeconds(seconds);
}
