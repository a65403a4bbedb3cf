namespace TwilioSms.IntegrationTests.Connector.Faults;

/// <summary>Every fault at every moment, with one recipient and with many: what the connector says is what the emulator recorded.</summary>
public abstract class EveryFault(FaultSuite suite, TransportKind transport) : IClassFixture<FaultSuite>
{
    private const int Many = 12;

    public static MatrixTheoryData<string, bool> LineTroubles => new(Enum.GetNames<LineTrouble>(), [false, true]);

    public static TheoryData<string> RequestTroubles => [.. Enum.GetNames<RequestTrouble>()];

    [Theory]
    [MemberData(nameof(LineTroubles))]
    public async Task A_line_that_breaks_under_one_message_says_what_can_be_known(string name, bool tls)
    {
        var trouble = Enum.Parse<LineTrouble>(name);

        var run = await RunAsync(new FaultPlan(1, tls, Lines: [trouble]));

        (run.Outcomes.Single().State, suite.RecordedOf(run)).Should().Be(Troubles.ExpectedOf(trouble, tls, transport));
    }

    [Theory]
    [MemberData(nameof(RequestTroubles))]
    public async Task A_request_that_breaks_says_what_can_be_known(string name)
    {
        var trouble = Enum.Parse<RequestTrouble>(name);

        var run = await RunAsync(new FaultPlan(1, Requests: [trouble]));

        (run.Outcomes.Single().State, suite.RecordedOf(run)).Should().Be(Troubles.ExpectedOf(trouble));
        run.Requests.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(LineTroubles))]
    public async Task A_line_that_breaks_is_mended_by_a_retry_only_where_nothing_was_sent(string name, bool tls)
    {
        var trouble = Enum.Parse<LineTrouble>(name);
        var (state, _) = Troubles.ExpectedOf(trouble, tls, transport);

        var run = await RunAsync(new FaultPlan(1, tls, Retries: 2, Lines: [trouble, trouble]));

        var outcome = run.Outcomes.Single().State;
        if (state == SmsOutcomeState.Unknown)
        {
            outcome.Should().Be(SmsOutcomeState.Unknown);
        }
        else if (trouble == LineTrouble.SilentOnceConnected)
        {
            // HttpClient waits on for a connection that was begun before it tries another.
            outcome.Should().BeOneOf(SmsOutcomeState.Sent, SmsOutcomeState.Failed);
        }
        else
        {
            outcome.Should().Be(SmsOutcomeState.Sent);
        }
    }

    [Theory]
    [MemberData(nameof(RequestTroubles))]
    public async Task A_request_that_breaks_is_made_again_only_where_it_was_not_processed(string name)
    {
        var trouble = Enum.Parse<RequestTrouble>(name);
        var isRetried = trouble is RequestTrouble.TooManyRequests or RequestTrouble.TooManyRequestsWithRetryAfter;

        var run = await RunAsync(new FaultPlan(1, Retries: 2, Requests: [trouble, trouble]));

        run.Requests.Should().Be(isRetried ? 3 : 1);
        run.Outcomes.Single().State.Should().Be(isRetried ? SmsOutcomeState.Sent : Troubles.ExpectedOf(trouble).State);
    }

    [Theory]
    [MemberData(nameof(LineTroubles))]
    public async Task Among_many_recipients_a_line_that_breaks_loses_nobody(string name, bool tls)
    {
        var trouble = Enum.Parse<LineTrouble>(name);

        await RunAsync(new FaultPlan(Many, tls, Lines: [LineTrouble.None, trouble, LineTrouble.None, trouble], Retries: 1));
        await RunAsync(new FaultPlan(Many, tls, Bulk: true, Lines: [LineTrouble.None, trouble, LineTrouble.None, trouble], Retries: 1));
    }

    [Theory]
    [MemberData(nameof(RequestTroubles))]
    public async Task Among_many_recipients_a_request_that_breaks_loses_nobody(string name)
    {
        var trouble = Enum.Parse<RequestTrouble>(name);
        var troubles = Enumerable.Range(0, Many).Select(i => i % 3 == 1 ? trouble : RequestTrouble.None).ToArray();

        await RunAsync(new FaultPlan(Many, Requests: troubles, Retries: 1));
        await RunAsync(new FaultPlan(Many, Bulk: true, Requests: troubles, Retries: 1));
    }

    private Task<FaultRun> RunAsync(FaultPlan plan) => suite.RunAsync(plan with { Transport = transport });
}

public sealed class EveryFaultOverHttp(FaultSuite suite) : EveryFault(suite, TransportKind.Http);

public sealed class EveryFaultOverTheSdk(FaultSuite suite) : EveryFault(suite, TransportKind.Sdk);

public sealed class EveryFaultOverTheHostsClient(FaultSuite suite) : EveryFault(suite, TransportKind.HostsClient);
