using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Ledger.Tests.PostgreSql;
using TwilioSms.Ledger.Tests.Sqlite;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.Answers;

public sealed class MemoryAnswersContract : AnswersContract
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_is_settled_makes_room_for_what_is_new_and_what_is_owed_stays()
    {
        var answers = new MemoryAnswers(clock, capacity: 2);
        foreach (var request in new[] { "owed", "one", "two", "three" })
        {
            await answers.WriteAsync(
                new AnswerRow
                {
                    Queue = "q",
                    Request = request,
                    Execution = request,
                    Key = request,
                    Written = clock.GetUtcNow(),
                    Answer = request == "owed" ? "a" : null,
                },
                Stop);
        }

        (await answers.FindAsync("q", "owed", "owed", Stop)).Should().ContainSingle();
        (await answers.FindAsync("q", "one", "one", Stop)).Should().BeEmpty();
        (await answers.FindAsync("q", "three", "three", Stop)).Should().ContainSingle();
    }

    protected override ValueTask<IAnswerLedger> OpenAsync() => new(new MemoryAnswers(clock));

    protected override ValueTask PassAsync(TimeSpan time)
    {
        clock.AdjustTime(clock.GetUtcNow() + time);
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteAnswersContract : AnswersContract
{
    private readonly SqliteFile file = new();
    private ServiceProvider? host;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (host?.DisposeAsync() ?? default);
        await file.DisposeAsync();
    }

    protected override ValueTask<IAnswerLedger> OpenAsync()
    {
        host = new ServiceCollection().AddTwilioConnector(options => { }).UseSqliteLedger(file.FilePath).Services.BuildServiceProvider();
        return new(host.GetRequiredKeyedService<IAnswerLedger>(string.Empty));
    }

    protected override ValueTask PassAsync(TimeSpan time)
    {
        file.Execute(FormattableString.Invariant(
            $"UPDATE sms_answer SET due_at = due_at - {time.Ticks / 10}, written_db = written_db - {time.Ticks / 10}"));
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresAnswersContract(PostgresServer server) : AnswersContract
{
    private PostgresDatabase? database;
    private ServiceProvider? host;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (host?.DisposeAsync() ?? default);
        await (database?.DisposeAsync() ?? default);
    }

    protected override async ValueTask<IAnswerLedger> OpenAsync()
    {
        database = await PostgresDatabase.CreateAsync(server);
        host = new ServiceCollection().AddTwilioConnector(options => { }).UsePostgresLedger(database.ConnectionString).Services.BuildServiceProvider();
        return host.GetRequiredKeyedService<IAnswerLedger>(string.Empty);
    }

    protected override async ValueTask PassAsync(TimeSpan time) => await database!.ExecuteAsync(FormattableString.Invariant(
        $"UPDATE sms_answer SET due_at = due_at - interval '{time.TotalSeconds} s', written_db = written_db - interval '{time.TotalSeconds} s'"));
}
