using System.Diagnostics;
using System.Globalization;
using TwilioSms.Camunda.Dialects;
using TwilioSms.Camunda.Jobs;
using TwilioSms.Camunda.Messages;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Tests.Engine;

/// <summary>Every request of the worker is one of Camunda 8's own description of its API, as Prism reads it: it refuses what is not. The
/// description is not part of this repository; where it lies beside it, in <c>shared/camunda</c>, it is read.</summary>
public sealed class DescriptionOfCamunda8 : IAsyncLifetime
{
    private static readonly string Prism = Path.Combine(AppContext.BaseDirectory, "../../../Node/node_modules/.bin/prism");

    private static readonly string? Description = Above(new DirectoryInfo(AppContext.BaseDirectory))
        .Select(folder => Path.Combine(folder.FullName, "shared", "camunda", "rest-api.json")).FirstOrDefault(File.Exists);

    private readonly Uri address = Loopback.FreeAddress();
    private readonly HttpClient client = new();
    private Process? prism;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Description is null, "Camunda 8's description is not there: shared/camunda/rest-api.json beside the repository.");
        Assert.SkipUnless(File.Exists(Prism), "Prism is not there: run npm ci in the folder Node of the test project.");
        prism = Process.Start(new ProcessStartInfo(Prism, ["mock", "-h", "127.0.0.1", "-p", address.Port.ToString(CultureInfo.InvariantCulture), Description!])
        {
            RedirectStandardOutput = true,
        });
        while (await prism!.StandardOutput.ReadLineAsync(Stop) is { } line && !line.Contains("is listening", StringComparison.Ordinal))
        {
        }

        _ = prism.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        prism?.Kill(entireProcessTree: true);
        prism?.Dispose();
        client.Dispose();
        return default;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_that_the_worker_says_is_in_it(bool leases)
    {
        var options = new Camunda8WorkerOptions { UseLeases = leases, TenantIds = leases ? ["a-tenant"] : [] };
        var engine = new Camunda8Engine(new EngineClient(client, address, new PasswordAccess("demo", "demo"), TimeProvider.System), options);
        var sent = new SendReport([new Fate("+15558675310", FateState.Sent, "SM00000000000000000000000000000001")], null);
        var error = ReportedError.Named("INVALID_TO_PHONE_NUMBER_ERROR", "no such number");

        (await engine.LeaseAsync(3, wait: false, Stop)).Should().NotBeEmpty();
        (await engine.LeaseAsync(3, wait: true, Stop)).Should().NotBeEmpty();
        var job = new Job("2251799813685250", 3, static () => "{}") { LeaseToken = leases ? "lease" : null };
        await engine.ExtendAsync(job, Stop);
        await engine.CompleteAsync(job, sent, Stop);
        await engine.ThrowAsync(job, error, sent, Stop);
        await engine.ThrowAsync(job, error, new SendReport([], error), Stop);
        await engine.FailAsync(job, 2, TimeSpan.FromSeconds(30), "busy", Stop);
        await engine.ReleaseAsync(job, Stop);
        await engine.PublishAsync(new ProcessMessage("sms-reply", "+15558675310", "SM1", "smsReply", "{}"), Stop);
    }

    [Fact]
    public async Task What_is_not_in_it_is_refused()
    {
        var engine = new EngineClient(client, address, new PasswordAccess("demo", "demo"), TimeProvider.System);

        var send = () => engine.SendAsync(
            HttpMethod.Post, "jobs/1/completion", 0, static (writer, _) => writer.WriteNumber("surprise", 1), static _ => false, Stop);

        (await send.Should().ThrowAsync<EngineException>()).Which.Trouble.Should().Be(EngineTrouble.Refused);
    }

    private static IEnumerable<DirectoryInfo> Above(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            yield return folder;
        }
    }
}
