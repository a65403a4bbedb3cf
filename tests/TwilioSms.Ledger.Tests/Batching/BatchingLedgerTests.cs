using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Moq;
using TwilioSms.Ledger.Tests.Contract;

namespace TwilioSms.Ledger.Tests.Batching;

public sealed class BatchingLedgerTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly Channel<Statement> statements = Channel.CreateUnbounded<Statement>();
    private readonly BatchingLedger ledger;

    public BatchingLedgerTests()
    {
        var store = new Mock<ISendLedger>();
        store.Setup(inner => inner.IsDurable).Returns(true);
        store.Setup(inner => inner.ClaimAsync(It.IsAny<IReadOnlyList<LedgerRow>>(), It.IsAny<CancellationToken>()))
            .Returns((IReadOnlyList<LedgerRow> rows, CancellationToken token) =>
            {
                token.CanBeCanceled.Should().BeFalse(because: "nobody's cancellation ends what others wait for");
                var statement = new Statement(rows);
                statements.Writer.TryWrite(statement).Should().BeTrue();
                return statement.Answer.Task;
            });
        ledger = new BatchingLedger(store.Object, clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_alone_does_not_wait()
    {
        var claim = Rows.Claim();
        var claiming = ledger.ClaimAsync([claim], Stop);

        var statement = await TakeAsync();

        statement.Rows.Should().Equal(claim);
        claiming.IsCompleted.Should().BeFalse(because: "it is not committed");
        statement.Succeed();
        (await claiming).Should().Equal(claim);
    }

    [Fact]
    public async Task Those_who_come_while_a_statement_runs_share_the_next_one()
    {
        var first = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        var statement = await TakeAsync();
        var claims = Enumerable.Range(0, 5).Select(n => new[] { Rows.Claim($"order-{n}"), Rows.Claim($"order-{n}", to: "+4915112345679") }).ToList();
        var claiming = claims.Select(claim => ledger.ClaimAsync(claim, Stop)).ToList();
        statements.Reader.TryPeek(out _).Should().BeFalse();

        statement.Succeed();
        var shared = await TakeAsync();

        await first;
        shared.Rows.Should().Equal(claims.SelectMany(claim => claim));
        claiming.Should().OnlyContain(claim => !claim.IsCompleted);
        shared.Succeed();
        for (var n = 0; n < claims.Count; n++)
        {
            (await claiming[n]).Should().Equal(claims[n]);
        }
    }

    [Fact]
    public async Task Sixty_four_rows_do_not_wait_for_the_statement_before()
    {
        _ = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        await TakeAsync();

        var claiming = Enumerable.Range(0, 63).Select(n => ledger.ClaimAsync([Rows.Claim($"order-{n}")], Stop)).ToList();
        statements.Reader.TryPeek(out _).Should().BeFalse();

        claiming.Add(ledger.ClaimAsync([Rows.Claim("the last")], Stop));
        var full = await TakeAsync();

        full.Rows.Should().HaveCount(64);
        var next = ledger.ClaimAsync([Rows.Claim("one more")], Stop);
        statements.Reader.TryPeek(out _).Should().BeFalse();
        full.Succeed();
        await Task.WhenAll(claiming);
        next.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task The_rows_of_one_caller_stay_together()
    {
        _ = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        await TakeAsync();
        _ = ledger.ClaimAsync([.. Enumerable.Range(0, 40).Select(n => Rows.Claim($"a-{n}"))], Stop);
        _ = ledger.ClaimAsync([.. Enumerable.Range(0, 40).Select(n => Rows.Claim($"b-{n}"))], Stop);

        (await TakeAsync()).Rows.Should().HaveCount(40);

        _ = ledger.ClaimAsync([.. Enumerable.Range(0, 200).Select(n => Rows.Claim($"c-{n}"))], Stop);
        (await TakeAsync()).Rows.Should().HaveCount(40);
        (await TakeAsync()).Rows.Should().HaveCount(200);
    }

    [Fact]
    public async Task After_five_milliseconds_they_do_not_wait_for_the_statement_before()
    {
        var first = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        var slow = await TakeAsync();
        var second = ledger.ClaimAsync([Rows.Claim("second")], Stop);
        clock.Advance(TimeSpan.FromMilliseconds(4));
        statements.Reader.TryPeek(out _).Should().BeFalse();

        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await TakeAsync()).Succeed();
        await second;
        first.IsCompleted.Should().BeFalse();
        slow.Succeed();
        await first;
    }

    [Fact]
    public async Task One_row_is_never_twice_in_a_statement()
    {
        _ = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        await TakeAsync();
        var mine = Rows.Claim();
        var theirs = Rows.Claim();
        var claiming = ledger.ClaimAsync([mine], Stop);
        var rival = ledger.ClaimAsync([theirs], Stop);

        var statement = await TakeAsync();

        statement.Rows.Should().Equal(mine);
        clock.Advance(TimeSpan.FromMilliseconds(5));
        var next = await TakeAsync();
        next.Rows.Should().Equal(theirs);
        statement.Succeed();
        next.Answer.SetResult([mine]);
        (await claiming).Should().Equal(mine);
        (await rival).Should().Equal(mine);
    }

    [Fact]
    public async Task A_batch_that_fails_is_each_callers_own_failure_and_can_be_tried_again()
    {
        var first = ledger.ClaimAsync([Rows.Claim("first")], Stop);
        var statement = await TakeAsync();
        var claiming = Enumerable.Range(0, 3).Select(n => ledger.ClaimAsync([Rows.Claim($"order-{n}")], Stop)).ToList();
        statement.Succeed();
        await first;

        (await TakeAsync()).Answer.SetException(new TwilioLedgerException("The disk is full."));

        var failures = new List<TwilioLedgerException>();
        foreach (var claim in claiming)
        {
            failures.Add((await claim.Awaiting(task => task).Should().ThrowAsync<TwilioLedgerException>().WithMessage("The disk is full.")).Which);
        }

        failures.Should().OnlyHaveUniqueItems();
        var again = ledger.ClaimAsync([Rows.Claim("order-0")], Stop);
        (await TakeAsync()).Succeed();
        await again;
    }

    [Fact]
    public async Task Who_gives_up_takes_nobody_along()
    {
        using var mine = new CancellationTokenSource();
        var claiming = ledger.ClaimAsync([Rows.Claim("first")], mine.Token);
        var statement = await TakeAsync();
        using var theirs = new CancellationTokenSource();
        var leaving = ledger.ClaimAsync([Rows.Claim("leaving")], theirs.Token);
        var staying = ledger.ClaimAsync([Rows.Claim("staying")], Stop);

        await mine.CancelAsync();
        await theirs.CancelAsync();
        await claiming.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        await leaving.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();

        statement.Succeed();
        var next = await TakeAsync();
        next.Rows.Select(row => row.Key).Should().Equal(Rows.Claim("staying").Key);
        next.Succeed();
        await staying;
    }

    [Fact]
    public async Task A_ledger_in_memory_is_asked_straight()
    {
        var memory = new BatchingLedger(new MemoryLedger(clock), clock);

        memory.ClaimAsync([Rows.Claim()], Stop).IsCompletedSuccessfully.Should().BeTrue();
        memory.RecordAsync([Rows.Claim().Sent(1)], Stop).IsCompletedSuccessfully.Should().BeTrue();
        (await memory.FindAsync(Rows.Claim().Key.Key, Rows.Claim().Key.To, Stop)).Should().ContainSingle().Which.State.Should().Be(LedgerState.Sent);
    }

    private async Task<Statement> TakeAsync() => await statements.Reader.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop);

    private sealed record Statement(IReadOnlyList<LedgerRow> Rows)
    {
        public TaskCompletionSource<IReadOnlyList<LedgerRow>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Succeed() => Answer.SetResult(Rows);
    }
}
