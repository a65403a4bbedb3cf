using System.Diagnostics;
using System.Globalization;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

public sealed class Load(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_messages_over_64_connections_are_each_recorded_once_and_found_again()
    {
        const int count = 10_000;
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var twilio = await TwilioEmulator.StartAsync(cancellationToken: cancellationToken);
        using var http = new TwilioHttp(twilio);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken };

        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, count, parallel, async (i, _) =>
            (await http.SendAsync(("Body", i.ToString(CultureInfo.InvariantCulture)))).Status.Should().Be(201));
        output.WriteLine($"accepted: {count / watch.Elapsed.TotalSeconds:N0} messages a second");

        var messages = twilio.Messages;
        messages.Select(message => message.Body).Should().OnlyHaveUniqueItems().And.HaveCount(count);
        messages.Select(message => message.Sid).Should().OnlyHaveUniqueItems();

        watch.Restart();
        await Parallel.ForEachAsync(messages.Take(1000), parallel, async (message, _) =>
            (await http.GetAsync($"{http.Account}/Messages/{message.Sid}.json"))["body"].Should().Be(message.Body));
        output.WriteLine($"read: {1000 / watch.Elapsed.TotalSeconds:N0} messages a second");

        var listed = new HashSet<string>();
        for (var uri = http.Messages + "?PageSize=1000"; uri.Length > 0;)
        {
            var page = await http.GetAsync(uri);
            foreach (var message in page.Json.GetProperty("messages").EnumerateArray())
            {
                listed.Add(message.GetProperty("sid").GetString()!).Should().BeTrue();
            }

            uri = page["next_page_uri"]!;
        }

        listed.Should().HaveCount(count);
    }
}
