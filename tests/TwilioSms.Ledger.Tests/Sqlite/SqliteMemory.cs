using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Benchmarks.Bulk;

namespace TwilioSms.Ledger.Tests.Sqlite;

/// <summary>What a message with a key leaves behind in the process: nothing, as it is in the file.</summary>
[Collection(nameof(Alone))]
public sealed class SqliteMemory(ITestOutputHelper output) : IAsyncDisposable
{
    private const int First = 2_000;
    private const int All = 12_000;

    private readonly SqliteFile file = new();

    public ValueTask DisposeAsync() => file.DisposeAsync();

    [Fact]
    public async Task What_is_retained_does_not_grow_with_what_was_sent()
    {
        using var twilio = new AcceptingHandler();
        var connector = new ServiceCollection().AddTwilioConnector(static options =>
        {
            options.Account = "AC00000000000000000000000000000000";
            options.Token = "token";
            options.BaseAddress = new Uri("https://localhost");
        }).UseSqliteLedger(file.FilePath);
        connector.HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => twilio);
        await using var services = connector.Services.BuildServiceProvider();
        var options = new BulkSendOptions { MaxConcurrency = 64 };
        var sent = 0;
        long early = 0;
        long late = 0;

        await foreach (var outcome in services.GetRequiredService<ISmsSender>().SendManyAsync(
            ManyMessages.Of(All + 1_000, "run"), options, TestContext.Current.CancellationToken))
        {
            outcome.State.Should().Be(SmsOutcomeState.Sent);
            early = ++sent == First ? GC.GetTotalMemory(forceFullCollection: true) : early;
            late = sent == All ? GC.GetTotalMemory(forceFullCollection: true) : late;
        }

        output.WriteLine(FormattableString.Invariant($"{early} bytes after {First} messages, {late} after {All}"));
        (late - early).Should().BeLessThan(20 * (All - First), "a message costs less than the smallest object there is");
    }
}
