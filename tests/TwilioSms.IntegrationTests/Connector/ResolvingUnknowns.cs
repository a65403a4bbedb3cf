using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;
using TwilioSms.IntegrationTests.Emulator;

namespace TwilioSms.IntegrationTests.Connector;

/// <summary>What became of messages whose answers were lost, as far as Twilio's message list proves it.</summary>
public sealed class ResolvingUnknowns(SuiteLog suite)
{
    private static readonly TimeSpan ListDelay = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, 500, TimeSpan.Zero));
    private readonly FakeTimeProvider twiliosClock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, 500, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Twilio_has_was_sent()
    {
        await using var host = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording());

        var resolved = await host.Sender.ResolveAsync(unknown, Stop);

        resolved.Outcomes.Single().Should().BeEquivalentTo(new
        {
            State = SmsOutcomeState.Sent,
            To = ConnectorHost.Number(1),
            MessageSid = host.Twilio.Messages.Single().Sid,
            Status = "queued",
            Segments = 1,
            Error = (TwilioConnectorException?)null,
            UnresolvedReason = (SmsUnresolvedReason?)null,
        });
        resolved.AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task What_Twilio_does_not_have_was_not_sent_once_the_list_has_had_time_to_show_it()
    {
        await using var host = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetBeforeRecording());
        var error = unknown.Outcomes.Single().Error;

        PassTime(ListDelay - TimeSpan.FromSeconds(1));
        var early = await host.Sender.ResolveAsync(unknown, Stop);
        PassTime(TimeSpan.FromSeconds(1));
        var late = await host.Sender.ResolveAsync(early, Stop);

        States(early).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.NotYetListed));
        early.Outcomes.Single().Error.Should().BeSameAs(error);
        States(late).Should().Equal((SmsOutcomeState.Failed, null));
        late.Outcomes.Single().Error.Should().BeSameAs(error);
        host.AgreesWithTheEmulator(late);
    }

    [Fact]
    public async Task Of_many_recipients_only_the_unknown_ones_change()
    {
        await using var host = await StartAsync();
        var to = Enumerable.Range(0, 60).Select(ConnectorHost.Number).ToArray();
        host.Twilio.Faults.Add(Fault.Respond(502, new FaultResponse { Record = true }), int.MaxValue, request => IsPostTo(request, to, position => position % 3 == 1));
        host.Twilio.Faults.Add(Fault.Respond(503), int.MaxValue, request => IsPostTo(request, to, position => position % 3 == 2));
        var unknown = (await host.FailAsync(to)).Result!;

        PassTime(ListDelay);
        var resolved = await host.Sender.ResolveAsync(unknown, Stop);

        resolved.Outcomes.Select(outcome => outcome.To).Should().Equal(to);
        resolved.Outcomes.Where((_, i) => i % 3 == 0).Should().Equal(unknown.Outcomes.Where((_, i) => i % 3 == 0));
        resolved.Outcomes.Select((outcome, i) => outcome.State == (i % 3 == 2 ? SmsOutcomeState.Failed : SmsOutcomeState.Sent))
            .Should().OnlyContain(agrees => agrees);
        host.AgreesWithTheEmulator(resolved);
    }

    [Fact]
    public async Task An_equal_message_that_was_sent_is_not_taken_for_the_one_that_was_lost()
    {
        await using var host = await StartAsync();
        host.Twilio.Faults.Add(Fault.ResetBeforeRecording());

        var results = await Task.WhenAll(SendAsync(host), SendAsync(host));
        var unknown = results.Single(result => !result.AllSent);
        var early = await host.Sender.ResolveAsync(unknown, Stop);
        PassTime(ListDelay);
        var late = await host.Sender.ResolveAsync(unknown, Stop);

        host.Twilio.Messages.Should().ContainSingle();
        States(early).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.NotYetListed));
        States(late).Should().Equal((SmsOutcomeState.Failed, null));
    }

    [Fact]
    public async Task A_message_that_was_sent_again_is_not_taken_for_the_first_try()
    {
        await using var host = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording());
        PassTime(TimeSpan.FromSeconds(10));
        var again = await SendAsync(host);

        var resolved = await host.Sender.ResolveAsync(unknown, Stop);

        resolved.Outcomes.Single().MessageSid.Should().Be(host.Twilio.Messages[0].Sid).And.NotBe(again.Outcomes.Single().MessageSid);
    }

    [Theory]
    [InlineData(0, SmsOutcomeState.Failed)]
    [InlineData(1, SmsOutcomeState.Unknown)]
    [InlineData(2, SmsOutcomeState.Sent)]
    public async Task Of_two_equal_messages_that_were_lost_both_were_sent_or_none_or_nobody_can_tell(int recorded, SmsOutcomeState state)
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            host.Twilio.Faults.Add(i < recorded ? Fault.ResetAfterRecording() : Fault.ResetBeforeRecording());
        }

        var results = await Task.WhenAll(SendAsync(host), SendAsync(host));
        PassTime(ListDelay);
        var resolved = await Task.WhenAll(results.Select(result => host.Sender.ResolveAsync(result, Stop)));

        var outcomes = resolved.Select(result => result.Outcomes.Single()).ToList();
        outcomes.Should().OnlyContain(outcome => outcome.State == state);
        outcomes.Should().OnlyContain(outcome => outcome.UnresolvedReason == (recorded == 1 ? SmsUnresolvedReason.Ambiguous : null));
        outcomes.Select(outcome => outcome.MessageSid).OfType<string>().Should()
            .BeEquivalentTo(host.Twilio.Messages.Select(message => message.Sid).Where(_ => recorded == 2));
    }

    [Fact]
    public async Task An_equal_message_of_a_while_ago_is_another_one()
    {
        await using var host = await StartAsync();
        await SendAsync(host);
        PassTime(TimeSpan.FromHours(2));
        var unknown = await LoseAsync(host, Fault.ResetBeforeRecording());
        PassTime(ListDelay);

        States(await host.Sender.ResolveAsync(unknown, Stop)).Should().Equal((SmsOutcomeState.Failed, null));
    }

    [Fact]
    public async Task A_message_of_somebody_else_to_the_number_at_the_same_time_leaves_it_open()
    {
        await using var host = await StartAsync();
        using var other = new TwilioHttp(host.Twilio);
        var unknown = await LoseAsync(host, Fault.ResetBeforeRecording());
        await other.SendAsync(("To", ConnectorHost.Number(1)), ("From", ConnectorHost.From), ("Body", "Something else"));
        PassTime(ListDelay);

        States(await host.Sender.ResolveAsync(unknown, Stop)).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.Ambiguous));
    }

    [Fact]
    public async Task A_message_whose_text_is_gone_leaves_it_open()
    {
        await using var host = await StartAsync();
        using var other = new TwilioHttp(host.Twilio);
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording());
        while (host.Twilio.Messages.Single().Status != EmulatedMessageStatus.Delivered)
        {
            PassTime(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await other.PostAsync($"{other.Account}/Messages/{host.Twilio.Messages.Single().Sid}.json", ("Body", ""));
        PassTime(ListDelay);

        States(await host.Sender.ResolveAsync(unknown, Stop)).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.Ambiguous));
    }

    [Theory]
    [InlineData(45)]
    [InlineData(-45)]
    [InlineData(7200)]
    [InlineData(-7200)]
    public async Task A_clock_that_is_wrong_changes_nothing(int seconds)
    {
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(seconds));
        await using var host = await StartAsync();
        var accepted = await LoseAsync(host, Fault.ResetAfterRecording());
        var refused = await LoseAsync(host, Fault.ResetBeforeRecording(), ConnectorHost.Message(ConnectorHost.Number(2)));
        PassTime(ListDelay);

        States(await host.Sender.ResolveAsync(accepted, Stop)).Should().Equal((SmsOutcomeState.Sent, null));
        States(await host.Sender.ResolveAsync(refused, Stop)).Should().Equal((SmsOutcomeState.Failed, null));
    }

    [Theory]
    [InlineData(7200)]
    [InlineData(-7200)]
    public async Task A_clock_that_was_wrong_in_another_run_never_makes_an_accepted_message_fail(int seconds)
    {
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(seconds));
        await using var host = await StartAsync();
        var began = clock.GetUtcNow();
        await LoseAsync(host, Fault.ResetAfterRecording());
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(-seconds));
        PassTime(TimeSpan.FromSeconds(10));
        await using var restarted = Connect(host.Twilio);
        var sender = restarted.GetRequiredService<ISmsSender>();

        var early = await sender.ResolveAsync(Message(), began, cancellationToken: Stop);
        PassTime(ListDelay);
        var late = await sender.ResolveAsync(early, Stop);

        States(early).Concat(States(late)).Should().OnlyContain(outcome => outcome.State == SmsOutcomeState.Unknown);
    }

    [Fact]
    public async Task A_message_that_can_no_longer_be_prepared_is_looked_up_all_the_same()
    {
        await using var host = await StartAsync();
        var began = clock.GetUtcNow();
        await LoseAsync(host, Fault.ResetAfterRecording());
        PassTime(TimeSpan.FromHours(10));
        await using var restarted = Connect(host.Twilio);
        var message = new SmsMessage { From = ConnectorHost.From, To = [ConnectorHost.Number(1)], Body = new string('x', 200), MaxSegments = 1 };

        var resolved = await restarted.GetRequiredService<ISmsSender>().ResolveAsync(message, began, cancellationToken: Stop);
        PassTime(ListDelay);
        resolved = await restarted.GetRequiredService<ISmsSender>().ResolveAsync(resolved, Stop);

        States(resolved).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.Ambiguous));
    }

    [Fact]
    public async Task A_Messaging_Service_s_message_is_found_whatever_number_it_goes_from()
    {
        await using var host = await StartAsync();
        var message = new SmsMessage { MessagingServiceSid = "MG" + new string('a', 32), To = [ConnectorHost.Number(1)], Body = ConnectorHost.Body };
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording(), message);

        (await host.Sender.ResolveAsync(unknown, Stop)).Outcomes.Single().MessageSid.Should().Be(host.Twilio.Messages.Single().Sid);
    }

    [Fact]
    public async Task A_number_that_Twilio_completes_cannot_be_searched_for()
    {
        await using var host = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording(), ConnectorHost.Message("2125550001"));
        PassTime(ListDelay);

        States(await host.Sender.ResolveAsync(unknown, Stop)).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.NotSearchable));
    }

    [Fact]
    public async Task Another_account_s_list_proves_nothing()
    {
        await using var host = await StartAsync();
        await using var other = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording());
        PassTime(ListDelay);

        States(await other.Sender.ResolveAsync(unknown, Stop)).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.NotSearchable));
    }

    [Fact]
    public async Task A_send_that_was_cancelled_is_looked_up_like_any_other()
    {
        await using var host = await StartAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        host.Twilio.Faults.Add(Fault.DelayAfterRecording(Timeout.InfiniteTimeSpan));
        var sending = host.SendAsync(Message(), cancellation.Token);
        await foreach (var _ in host.Twilio.WatchAsync(Stop))
        {
            await cancellation.CancelAsync();
            break;
        }

        var unknown = (await FluentActions.Awaiting(() => sending).Should().ThrowAsync<TwilioSendCanceledException>()).Which.Result;
        States(unknown).Should().Equal((SmsOutcomeState.Unknown, null));

        PassTime(ListDelay);
        var resolved = await host.Sender.ResolveAsync(unknown, Stop);

        States(resolved).Should().Equal((SmsOutcomeState.Sent, null));
        host.AgreesWithTheEmulator(resolved);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_loses_nothing_that_was_found_out()
    {
        await using var host = await StartAsync(options => options.MaxConcurrency = 1);
        var to = Enumerable.Range(1, 3).Select(ConnectorHost.Number).ToArray();
        host.Twilio.Faults.Add(Fault.Respond(502, new FaultResponse { Record = true }), requests: 3);
        var unknown = (await host.FailAsync(to)).Result!;
        var lists = 0; // The first one tells the time.
        host.Twilio.Faults.Add(Fault.RespondError(20003, 403), when: request => request.Method == "GET" && ++lists == 3);

        var resolve = () => host.Sender.ResolveAsync(unknown, Stop);
        var error = (await resolve.Should().ThrowAsync<TwilioPermissionException>()).Which;
        var resolved = await host.Sender.ResolveAsync(error.Result!, Stop);

        error.Result!.Outcomes.Select(outcome => outcome.State).Should().Equal(SmsOutcomeState.Sent, SmsOutcomeState.Unknown, SmsOutcomeState.Unknown);
        resolved.AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task A_list_that_is_busy_is_asked_again()
    {
        await using var host = await StartAsync();
        var unknown = await LoseAsync(host, Fault.ResetAfterRecording());
        host.Twilio.Faults.Add(Fault.Respond(503));
        host.Twilio.Faults.Add(Fault.TooManyRequests());
        host.Twilio.Faults.Add(Fault.ResetBeforeRecording());

        (await host.Sender.ResolveAsync(unknown, Stop)).AllSent.Should().BeTrue();
    }

    [Fact]
    public async Task It_can_be_looked_up_at_once()
    {
        await using var host = await StartAsync(options => options.ResolveUnknown = true);
        host.Twilio.Faults.Add(Fault.ResetAfterRecording());
        var found = await SendAsync(host);
        host.Twilio.Faults.Add(Fault.ResetBeforeRecording());
        var missing = await SendAsync(host, ConnectorHost.Message(ConnectorHost.Number(2)));

        found.Outcomes.Single().MessageSid.Should().Be(host.Twilio.Messages.Single().Sid);
        States(missing).Should().Equal((SmsOutcomeState.Unknown, SmsUnresolvedReason.NotYetListed));
    }

    [Fact]
    public async Task Looking_up_at_once_changes_nothing_where_it_fails_too()
    {
        await using var host = await StartAsync(options => options.ResolveUnknown = true);
        host.Twilio.Faults.Add(Fault.Respond(502, new FaultResponse { Record = true }), int.MaxValue);

        var exception = await host.FailAsync(ConnectorHost.Number(1));

        exception.Code.Should().Be(SmsErrorCode.BadGateway);
        States(exception.Result!).Should().Equal((SmsOutcomeState.Unknown, null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_a_program_that_ended_meanwhile_is_found_by_the_message_itself(bool recorded)
    {
        await using var host = await StartAsync();
        var began = clock.GetUtcNow();
        await LoseAsync(host, recorded ? Fault.ResetAfterRecording() : Fault.ResetBeforeRecording());
        PassTime(TimeSpan.FromHours(10));
        await using var restarted = Connect(host.Twilio);

        var resolved = await RecallAsync(restarted, began);

        States(resolved).Should().Equal((recorded ? SmsOutcomeState.Sent : SmsOutcomeState.Failed, null));
        host.AgreesWithTheEmulator(resolved);
    }

    [Fact]
    public async Task A_message_that_was_scheduled_before_the_program_ended_is_found_once_it_is_due()
    {
        await using var host = await StartAsync();
        var began = clock.GetUtcNow();
        var message = new SmsMessage
        {
            MessagingServiceSid = "MG" + new string('a', 32),
            To = [ConnectorHost.Number(1)],
            Body = ConnectorHost.Body,
            SendAt = began.AddHours(1),
        };
        await LoseAsync(host, Fault.ResetAfterRecording(), message);
        PassTime(TimeSpan.FromHours(2));
        await using var restarted = Connect(host.Twilio);

        var resolved = await restarted.GetRequiredService<ISmsSender>().ResolveAsync(message, began, cancellationToken: Stop);

        resolved.Outcomes.Single().MessageSid.Should().Be(host.Twilio.Messages.Single().Sid);
    }

    [Fact]
    public async Task After_a_restart_messages_that_are_known_are_not_taken_for_the_one_that_was_lost()
    {
        await using var host = await StartAsync();
        var began = clock.GetUtcNow();
        var sent = await SendAsync(host);
        await LoseAsync(host, Fault.ResetBeforeRecording());
        PassTime(TimeSpan.FromHours(2));
        await using var restarted = Connect(host.Twilio);

        var resolved = await RecallAsync(restarted, began, sent.Outcomes.Single().MessageSid!);

        States(resolved).Should().Equal((SmsOutcomeState.Failed, null));
    }

    /// <summary>Looks a message of another run up, and again once this run knows by its own stopwatch that the list has had time.</summary>
    private async Task<SmsResult> RecallAsync(ServiceProvider restarted, DateTimeOffset began, params string[] knownSids)
    {
        var sender = restarted.GetRequiredService<ISmsSender>();
        var early = await sender.ResolveAsync(Message(), began, knownSids, Stop);
        PassTime(ListDelay);
        return await sender.ResolveAsync(early, Stop);
    }

    private static IEnumerable<(SmsOutcomeState State, SmsUnresolvedReason? Reason)> States(SmsResult result) =>
        result.Outcomes.Select(outcome => (outcome.State, outcome.UnresolvedReason));

    private static SmsMessage Message() => ConnectorHost.Message(ConnectorHost.Number(1));

    private static bool IsPostTo(EmulatedRequest request, string[] to, Func<int, bool> which) =>
        request.Method == "POST" && which(Array.IndexOf(to, request.To));

    /// <summary>Sends what is bound to get lost.</summary>
    private static async Task<SmsResult> LoseAsync(ConnectorHost host, Fault fault, SmsMessage? message = null)
    {
        host.Twilio.Faults.Add(fault);
        var result = await SendAsync(host, message);
        result.Outcomes.Single().State.Should().Be(SmsOutcomeState.Unknown);
        return result;
    }

    private static async Task<SmsResult> SendAsync(ConnectorHost host, SmsMessage? message = null)
    {
        try
        {
            return await host.SendAsync(message ?? Message(), Stop);
        }
        catch (TwilioConnectorException exception)
        {
            return exception.Result!;
        }
    }

    private Task<ConnectorHost> StartAsync(Action<TwilioConnectorOptions>? configure = null) =>
        ConnectorHost.StartAsync(suite, (services, twilio) => Register(services, twilio, configure), options =>
        {
            options.TimeProvider = twiliosClock;
            // A search has both numbers in its address, which is Twilio's protocol, and a web server logs addresses.
            options.LoggerFactory = NullLoggerFactory.Instance;
        });

    private ServiceProvider Connect(TwilioEmulator twilio)
    {
        var services = new ServiceCollection();
        Register(services, twilio, null);
        return services.BuildServiceProvider();
    }

    private void Register(IServiceCollection services, TwilioEmulator twilio, Action<TwilioConnectorOptions>? configure) => services
        .AddSingleton<TimeProvider>(clock)
        .AddTwilioConnector(options =>
        {
            options.ListDelay = ListDelay;
            options.MaxRetryDelay = TimeSpan.Zero;
            options.Timeout = TimeSpan.FromHours(1);
            configure?.Invoke(options);
        })
        .UseEmulator(twilio);

    private void PassTime(TimeSpan time)
    {
        clock.Advance(time);
        twiliosClock.Advance(time);
    }
}
