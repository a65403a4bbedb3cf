using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Tests.Shared;

namespace TwilioSms.AspNetCore.Tests;

/// <summary>Twilio delivers again, and out of order; whoever has recorded a request can send it again at any time.</summary>
public sealed class Repeats(PostgresServer postgres) : IDisposable
{
    public enum Store
    {
        Memory,
        Sqlite,
        Postgres,
    }

    private readonly ConcurrentQueue<string> handled = [];
    private readonly string folder = Directory.CreateTempSubdirectory("twilio-sms-webhooks-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_replayed_report_is_answered_and_not_handled_again()
    {
        await using var host = await Host.StartAsync(app => app.MapTwilioStatus("/status", Keep));

        foreach (var report in (IEnumerable<(string, string)[]>)
            [Host.Report("SM1"), Host.Report("SM1", "sent"), Host.Report("SM1"), Host.Report("SM2"), Host.Report("SM1", "sent")])
        {
            using var answer = await host.PostAsync(
                "/status", report, request => request.Headers.Add("I-Twilio-Idempotency-Token", Guid.NewGuid().ToString()));
            answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }

        handled.Should().Equal("SM1 delivered", "SM1 sent", "SM2 delivered");
    }

    // Nobody signs the token: whoever knows one must not keep another event from being handled.
    [Fact]
    public async Task Another_event_under_a_token_that_was_seen_is_handled()
    {
        await using var host = await Host.StartAsync(app => app.MapTwilioStatus("/status", Keep));

        foreach (var report in (IEnumerable<(string, string)[]>)[Host.Report("SM1", "sent"), Host.Report("SM1"), Host.Report("SM2"), Host.Report("SM1")])
        {
            using var answer = await host.PostAsync("/status", report, request => request.Headers.Add("I-Twilio-Idempotency-Token", "the same"));
            answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }

        handled.Should().Equal("SM1 sent", "SM1 delivered", "SM2 delivered");
    }

    // Twilio tells the fallback address of what went wrong at the first (docs messaging/guides/webhook-request: ErrorCode, ErrorUrl).
    [Fact]
    public async Task A_message_that_comes_to_the_fallback_address_is_the_same_message()
    {
        await using var host = await Host.StartAsync(app =>
        {
            app.MapTwilioMessages("/messages", message =>
            {
                handled.Enqueue(message.Body);
                return handled.Count == 1 ? throw new InvalidOperationException("Not yet.") : SmsReply.None;
            });
            app.MapTwilioMessages("/fallback", message =>
            {
                handled.Enqueue($"{message.Body} {message.Parameters["ErrorCode"]}");
                return SmsReply.None;
            });
        });
        (string, string)[] Fallback(string sid) => [.. Host.Message(sid, sid), ("ErrorCode", "11200"), ("ErrorUrl", host.Url("/messages").ToString())];

        using var failed = await host.PostAsync("/messages", Host.Message("SM1", "SM1"));
        using var saved = await host.PostAsync("/fallback", Fallback("SM1"));
        using var late = await host.PostAsync("/messages", Host.Message("SM2", "SM2"));
        using var repeated = await host.PostAsync("/fallback", Fallback("SM2"));

        failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        repeated.StatusCode.Should().Be(HttpStatusCode.OK);
        handled.Should().Equal("SM1", "SM1 11200", "SM2");
    }

    [Fact]
    public async Task A_replayed_message_is_not_replied_to_again()
    {
        await using var host = await Host.StartAsync(app => app.MapTwilioMessages("/messages", message => SmsReply.Text($"You said {message.Body}")));

        using var first = await host.PostAsync("/messages", Host.Message("SM1", "<b> & \"ü\""));
        using var second = await host.PostAsync("/messages", Host.Message("SM1", "<b> & \"ü\""));

        first.Content.Headers.ContentType!.ToString().Should().Be("text/xml; charset=utf-8");
        (await first.Content.ReadAsStringAsync(Stop)).Should().Contain("<Body>You said &lt;b&gt; &amp; \"ü\"</Body>");
        second.StatusCode.Should().Be(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync(Stop)).Should().EndWith("<Response></Response>");
    }

    [Theory]
    [InlineData(Store.Memory)]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Of_two_overlapping_deliveries_one_is_handled_and_the_other_has_Twilio_come_back(Store store)
    {
        var began = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var use = await UseAsync(store);
        await using var one = await Host.StartAsync(Map, use);
        await using var other = store == Store.Memory ? one : await Host.StartAsync(Map, use);

        var running = one.PostAsync("/status", Host.Report("SM1"));
        await began.Task.WaitAsync(Stop);
        using var overlapping = await other.PostAsync("/status", Host.Report("SM1"));
        goOn.SetResult();
        using var answered = await running;
        using var later = await other.PostAsync("/status", Host.Report("SM1"));

        overlapping.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answered.StatusCode.Should().Be(HttpStatusCode.NoContent);
        later.StatusCode.Should().Be(HttpStatusCode.NoContent);
        handled.Should().Equal("SM1 delivered");

        void Map(WebApplication app) => app.MapTwilioStatus("/status", async (SmsStatusUpdate update, CancellationToken cancellationToken) =>
        {
            Keep(update);
            began.TrySetResult();
            await goOn.Task.WaitAsync(cancellationToken);
        });
    }

    [Theory]
    [InlineData(Store.Memory)]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task What_a_handler_failed_on_is_handled_when_Twilio_comes_back(Store store)
    {
        await using var host = await Host.StartAsync(
            app => app.MapTwilioStatus("/status", update =>
            {
                Keep(update);
                if (handled.Count < 3)
                {
                    throw new InvalidOperationException("No room for +15558675310");
                }
            }),
            await UseAsync(store));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await host.PostAsync("/status", Host.Report("SM1"));
            statuses.Add(answer.StatusCode);
        }

        statuses.Should().Equal(
            HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.NoContent, HttpStatusCode.NoContent);
        handled.Should().HaveCount(3);
        host.Log.Of(42).Should().HaveCount(2).And.AllSatisfy(entry => entry.Should().Contain("SM1").And.Contain("InvalidOperationException"));
        host.Log.All.Should().NotContain("5558675310");
    }

    [Theory]
    [InlineData(Store.Memory)]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Opt_outs_are_kept_taken_back_and_kept_again(Store store)
    {
        await using var host = await Host.StartAsync(_ => { }, await UseAsync(store));
        var optOuts = host.Services.GetRequiredService<IOptOutStore>();
        var kept = new List<bool>();
        foreach (var change in (IEnumerable<Func<string, string, CancellationToken, Task>>)
            [optOuts.OptInAsync, optOuts.OptOutAsync, optOuts.OptOutAsync, optOuts.OptInAsync, optOuts.OptInAsync, optOuts.OptOutAsync])
        {
            await change("MG1", "+15558675310", Stop);
            kept.Add(await optOuts.HasOptedOutAsync("MG1", "+15558675310", Stop));
        }

        kept.Should().Equal(false, true, true, false, false, true);
        (await optOuts.HasOptedOutAsync("+15558675310", "MG1", Stop)).Should().BeFalse();
    }

    [Fact]
    public async Task A_handler_whose_caller_has_gone_is_cancelled_and_the_report_is_handled_again()
    {
        var began = new TaskCompletionSource();
        var ended = new TaskCompletionSource<bool>();
        await using var host = await Host.StartAsync(app => app.MapTwilioStatus("/status", async (SmsStatusUpdate update, CancellationToken cancellationToken) =>
        {
            Keep(update);
            if (handled.Count == 1)
            {
                began.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    ended.SetResult(cancellationToken.IsCancellationRequested);
                }
            }
        }));
        using var impatient = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Url("/status"))
        {
            Content = new FormUrlEncodedContent(Host.Report("SM1").Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        };
        request.Headers.Add("X-Twilio-Signature", Host.Sign(Host.Token, host.Url("/status").ToString(), Host.Report("SM1")));

#pragma warning disable CA2025 // Awaited below, before the request is disposed of.
        var gone = host.Client.SendAsync(request, impatient.Token);
#pragma warning restore CA2025
        await began.Task.WaitAsync(Stop);
        await impatient.CancelAsync();
        await gone.Invoking(gone => gone).Should().ThrowAsync<OperationCanceledException>();
        (await ended.Task.WaitAsync(Stop)).Should().BeTrue();

        var again = HttpStatusCode.ServiceUnavailable;
        for (var rounds = 0; again == HttpStatusCode.ServiceUnavailable; rounds++)
        {
            rounds.Should().BeLessThan(2_000, "the claim should have been given back by then");
            using var answer = await host.PostAsync("/status", Host.Report("SM1"));
            again = answer.StatusCode;
        }

        again.Should().Be(HttpStatusCode.NoContent);
        handled.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_thousand_webhooks_are_in_flight_at_a_time_and_each_is_handled_once()
    {
        const int Webhooks = 1000;
        var all = new TaskCompletionSource();
        await using var host = await Host.StartAsync(app => app.MapTwilioStatus("/status", async (SmsStatusUpdate update, CancellationToken cancellationToken) =>
        {
            Keep(update);
            if (handled.Count == Webhooks)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(cancellationToken);
        }));

        var statuses = await Task.WhenAll(Enumerable.Range(0, Webhooks).Select(async i =>
        {
            using var answer = await host.PostAsync("/status", Host.Report($"SM{i}"));
            return answer.StatusCode;
        }));
        var repeated = await Task.WhenAll(Enumerable.Range(0, Webhooks).Select(async i =>
        {
            using var answer = await host.PostAsync("/status", Host.Report($"SM{i}"));
            return answer.StatusCode;
        }));

        statuses.Should().OnlyContain(status => status == HttpStatusCode.NoContent);
        repeated.Should().OnlyContain(status => status == HttpStatusCode.NoContent);
        handled.Should().HaveCount(Webhooks).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_handler_without_a_reply_has_failed()
    {
        var replies = new Queue<SmsReply>([null!, SmsReply.Text("Hello")]);
        await using var host = await Host.StartAsync(app => app.MapTwilioMessages("/messages", _ => replies.Dequeue()));

        using var failed = await host.PostAsync("/messages", Host.Message("SM1"));
        using var replied = await host.PostAsync("/messages", Host.Message("SM1"));

        failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await replied.Content.ReadAsStringAsync(Stop)).Should().Contain("Hello");
    }

    [Fact]
    public async Task Where_the_ledger_cannot_be_used_nothing_is_handled_and_Twilio_comes_back()
    {
        await using var host = await Host.StartAsync(
            app => app.MapTwilioStatus("/status", Keep),
            connector => connector.UseSqliteLedger(Path.Combine(folder, "no", "such.db")));

        using var answer = await host.PostAsync("/status", Host.Report("SM1"));

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        handled.Should().BeEmpty();
        host.Log.Of(43).Should().ContainSingle().Which.Should().Contain("SM1").And.Contain("cannot be opened");
    }

    private void Keep(SmsStatusUpdate update) => handled.Enqueue($"{update.MessageSid} {update.StatusText}");

    private async Task<Action<ITwilioConnectorBuilder>> UseAsync(Store store)
    {
        switch (store)
        {
            case Store.Sqlite:
                var file = Path.Combine(folder, "sms.db");
                return connector => connector.UseSqliteLedger(file);
            case Store.Postgres:
                Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
                var database = await postgres.CreateDatabaseAsync();
                return connector => connector.UsePostgresLedger(database);
            default:
                return _ => { };
        }
    }
}
