namespace TwilioSms.Ledger.Tests.Answers;

/// <summary>What workers ask of every store, in the words of <see cref="IAnswerLedger"/>; each store runs it.</summary>
public abstract class AnswersContract : IAsyncLifetime
{
    private const string Queue = "requests";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private IAnswerLedger? answers;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IAnswerLedger Answers => answers!;

    public async ValueTask InitializeAsync() => answers = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The store of this test.</summary>
    protected abstract ValueTask<IAnswerLedger> OpenAsync();

    /// <summary>Time goes by at the database; less than none where its clock is set back.</summary>
    protected abstract ValueTask PassAsync(TimeSpan time);

    [Fact]
    public async Task A_row_is_read_as_it_was_written()
    {
        var row = Row("one") with { IsFinished = true, Answer = "{\"to\":\"+1\"}", Key = "zero" };

        await Answers.WriteAsync(row, Stop);

        (await FindAsync("one")).Should().ContainSingle().Which.Should().Be(row);
    }

    [Fact]
    public async Task A_request_that_is_not_known_has_no_row()
    {
        await Answers.WriteAsync(Row("one"), Stop);

        (await Answers.FindAsync(Queue, "two", "another", Stop)).Should().BeEmpty();
        (await Answers.FindAsync("elsewhere", "one", "execution", Stop)).Should().BeEmpty("each queue has its own");
    }

    [Fact]
    public async Task The_latest_row_of_an_execution_is_found_beside_the_own()
    {
        await Answers.WriteAsync(Row("one"), Stop);
        await Answers.WriteAsync(Row("two"), Stop);
        await Answers.WriteAsync(Row("one") with { Answer = null }, Stop);

        (await FindAsync("three")).Select(row => row.Request).Should().Equal("two");
        (await FindAsync("one")).Select(row => row.Request).Should().BeEquivalentTo("one", "two");
        (await FindAsync("two")).Select(row => row.Request).Should().Equal("two");
    }

    [Fact]
    public async Task Many_who_ask_at_once_each_hear_of_their_own()
    {
        for (var i = 0; i < 40; i++)
        {
            await Answers.WriteAsync(Row($"first-{i}") with { Execution = $"execution-{i}" }, Stop);
            await Answers.WriteAsync(Row($"second-{i}") with { Execution = $"execution-{i}" }, Stop);
        }

        var asked = Enumerable.Range(0, 300).Select(i => (
            Queue: i % 7 == 0 ? "elsewhere" : Queue, Request: $"{(i % 2 == 0 ? "first" : "third")}-{i % 50}", Execution: $"execution-{i % 50}")).ToArray();
        var found = await Task.WhenAll(asked.Select(one => Task.Run(() => Answers.FindAsync(one.Queue, one.Request, one.Execution, Stop), Stop)));

        for (var i = 0; i < asked.Length; i++)
        {
            var number = i % 50;
            string[] own = asked[i].Queue != Queue || number >= 40 ? []
                : i % 2 == 0 ? [$"first-{number}", $"second-{number}"] : [$"second-{number}"];
            found[i].Select(row => row.Request).Should().BeEquivalentTo(own, "of {0}", asked[i]);
        }
    }

    [Fact]
    public async Task What_was_finished_stays_finished()
    {
        await Answers.WriteAsync(Row("one") with { IsFinished = true }, Stop);
        await Answers.WriteAsync(Row("one") with { IsFinished = false }, Stop);

        (await FindAsync("one")).Single().IsFinished.Should().BeTrue();
    }

    [Fact]
    public async Task What_is_owed_is_handed_out_once_it_is_due_and_to_one_at_a_time()
    {
        await Answers.WriteAsync(Row("later") with { Answer = "a", DueAfter = TimeSpan.FromSeconds(30) }, Stop);
        await Answers.WriteAsync(Row("settled") with { Answer = null }, Stop);
        (await TakeAsync()).Should().BeEmpty();

        await PassAsync(TimeSpan.FromSeconds(31));

        (await TakeAsync()).Should().Equal("later");
        (await TakeAsync()).Should().BeEmpty("somebody has it in hand");
        (await Answers.TakeDueAsync("elsewhere", 10, Stop)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_handed_out_and_not_settled_is_due_again_after_ever_longer()
    {
        await Answers.WriteAsync(Row("one") with { Answer = "a" }, Stop);
        foreach (var seconds in new[] { 5, 10, 20, 40, 80, 160, 300, 300 })
        {
            (await TakeAsync()).Should().Equal("one");
            await PassAsync(TimeSpan.FromSeconds(seconds - 2));
            (await TakeAsync()).Should().BeEmpty($"it is in hand for {seconds} s");
            await PassAsync(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task What_is_due_in_hours_is_due_now_as_a_clock_was_set_back()
    {
        await Answers.WriteAsync(Row("one") with { Answer = "a", DueAfter = TimeSpan.FromSeconds(30) }, Stop);

        await PassAsync(TimeSpan.FromHours(-2));

        (await TakeAsync()).Should().Equal("one");
    }

    [Fact]
    public async Task What_is_settled_is_handed_out_no_more()
    {
        await Answers.WriteAsync(Row("one") with { Answer = "a" }, Stop);
        await Answers.WriteAsync(Row("one") with { Answer = null }, Stop);

        await PassAsync(TimeSpan.FromMinutes(1));

        (await TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Only_what_is_settled_and_old_by_both_clocks_is_deleted()
    {
        await Answers.WriteAsync(Row("owed") with { Answer = "a" }, Stop);
        await Answers.WriteAsync(Row("settled"), Stop);
        var age = TimeSpan.FromDays(30);

        (await Answers.PurgeAsync(Queue, Now + age + TimeSpan.FromDays(1), age, 10, Stop)).Should().Be(0, "the database's clock says that it is new");
        await PassAsync(age + TimeSpan.FromDays(1));
        (await Answers.PurgeAsync(Queue, Now, age, 10, Stop)).Should().Be(0, "the caller's clock says that it is new");
        (await Answers.PurgeAsync("elsewhere", Now + age + TimeSpan.FromDays(1), age, 10, Stop)).Should().Be(0);

        (await Answers.PurgeAsync(Queue, Now + age + TimeSpan.FromDays(1), age, 10, Stop)).Should().Be(1);
        (await FindAsync("owed")).Select(row => row.Request).Should().Equal("owed");
    }

    private static AnswerRow Row(string request) => new()
    {
        Queue = Queue,
        Request = request,
        Execution = "execution",
        Key = request,
        Written = Now,
    };

    private Task<IReadOnlyList<AnswerRow>> FindAsync(string request) => Answers.FindAsync(Queue, request, "execution", Stop);

    private async Task<IEnumerable<string>> TakeAsync() => (await Answers.TakeDueAsync(Queue, 10, Stop)).Select(row => row.Request);
}
