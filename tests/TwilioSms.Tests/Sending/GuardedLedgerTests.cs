using Microsoft.Extensions.Time.Testing;
using TwilioSms.Ledger;

namespace TwilioSms.Tests.Sending;

/// <summary>A ledger of a host's own may throw what it likes, at whatever it is asked.</summary>
public sealed class GuardedLedgerTests
{
    private static readonly Dictionary<string, Func<ISendLedger, Task>> Questions = new()
    {
        ["salt"] = static ledger => ledger.GetSaltAsync(default),
        ["claim"] = static ledger => ledger.ClaimAsync([], default),
        ["record"] = static ledger => ledger.RecordAsync([], default),
        ["replace"] = static ledger => ledger.ReplaceAsync(null!, null!, default),
        ["find"] = static ledger => ledger.FindAsync(default, default, default),
        ["rivals"] = static ledger => ledger.FindRivalsAsync(null!, default),
        ["owned"] = static ledger => ledger.FindOwnedAsync("AC", [], default),
        ["witness"] = static ledger => ledger.FindWitnessAsync("AC", "1", default, default),
        ["due"] = static ledger => ledger.TakeDueAsync("AC", 1, 0, default),
        ["list"] = static async ledger => await ledger.ListAsync("AC", LedgerState.Sent, default).GetAsyncEnumerator().MoveNextAsync(),
        ["count"] = static ledger => ledger.CountAsync("AC", default),
        ["purge"] = static ledger => ledger.PurgeAsync("AC", default, default, 1, default),
        ["reserve"] = static ledger => ledger.ReserveAsync("AC", "+15005550006", 1, TimeSpan.Zero, default),
    };

    private readonly WatchedLedger inner = new(new FakeTimeProvider());

    public static TheoryData<string> Names => [.. Questions.Keys];

    [Fact]
    public void Every_question_is_asked_here() => Questions.Should().HaveCount(
        typeof(ISendLedger).GetMethods().Count(static method => !method.IsSpecialName));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_unexpected_is_an_error_of_the_ledger(string question)
    {
        inner.Before = name => name == question ? throw new TimeoutException("The pool is empty.") : Task.CompletedTask;

        (await Asking(question).Should().ThrowAsync<TwilioLedgerException>()).WithInnerException<TimeoutException>();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_own_errors_stay_what_they_are(string question)
    {
        var error = new TwilioLedgerException("The database is down.");
        inner.Before = name => name == question ? throw error : Task.CompletedTask;

        (await Asking(question).Should().ThrowAsync<TwilioLedgerException>()).Which.Should().BeSameAs(error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Giving_up_is_no_error_of_the_ledger(string question)
    {
        inner.Before = name => name == question ? throw new OperationCanceledException() : Task.CompletedTask;

        await Asking(question).Should().ThrowAsync<OperationCanceledException>();
    }

    private Func<Task> Asking(string question) => () => Questions[question](new GuardedLedger(inner));
}
