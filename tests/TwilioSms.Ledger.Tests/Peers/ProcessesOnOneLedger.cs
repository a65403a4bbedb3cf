using System.Globalization;
using TwilioSms.Ledger.Tests.PostgreSql;
using TwilioSms.Ledger.Tests.Sqlite;
using TwilioSms.Tests.Shared;

namespace TwilioSms.Ledger.Tests.Peers;

public sealed class ProcessesOnOneLedger(PostgresServer server) : IAsyncLifetime
{
    private readonly SqliteFile file = new();
    private readonly List<Peer> peers = [];

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        peers.ForEach(peer => peer.Dispose());
        await file.DisposeAsync();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Of_several_processes_that_claim_the_same_keys_each_key_has_one(string store)
    {
        const int keys = 450;
        var lines = await RunAsync(store, await PlaceAsync(store), "claim", keys);

        var won = lines.SelectMany(line => line).Select(line => line.Split(' ')[0]).ToList();
        won.Should().OnlyHaveUniqueItems().And.HaveCount(keys);
        lines.Count(line => line.Count > 0).Should().BeGreaterThan(1, because: "they were at it at the same time");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_a_killed_process_had_claimed_is_nobody_elses(string store)
    {
        const int keys = 300;
        var place = await PlaceAsync(store);
        peers.AddRange(await Peer.StartAsync(3, store, place, "claim", keys));
        peers[0].Begin();
        var killed = new List<string> { (await peers[0].ReadAsync())!, (await peers[0].ReadAsync())! };
        peers[1].Begin();
        peers[2].Begin();
        peers[0].Kill();
        killed.AddRange(await peers[0].ReadAllAsync());
        var others = (await Task.WhenAll(peers.Skip(1).Select(peer => peer.ReadAllAsync()))).SelectMany(line => line).ToList();

        // It may have claimed up to three more that it had no time to tell of.
        var told = killed.Concat(others).Select(line => line.Split(' ')[0]).ToList();
        told.Should().OnlyHaveUniqueItems();
        told.Count.Should().BeInRange(keys - 3, keys);
        var again = await RunAsync(store, place, "claim", keys, count: 1);
        again[0].Should().BeEmpty(because: "every key is claimed, those of the dead as well");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Processes_that_begin_at_once_make_one_salt(string store)
    {
        var salts = await RunAsync(store, await PlaceAsync(store), "salt", 0, count: 5);

        salts.Select(lines => lines.Should().ContainSingle().Subject).Distinct().Should().ContainSingle().Which.Should().HaveLength(64);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Processes_share_the_work_of_looking(string store)
    {
        var place = await PlaceAsync(store);
        await RunAsync(store, place, "claim", 120, count: 1);

        var hands = await RunAsync(store, place, "look", 50, count: 4);

        hands.SelectMany(hand => hand).Should().OnlyHaveUniqueItems();
        hands.Sum(hand => hand.Count).Should().BeInRange(100, 120, because: "only a row that somebody has in hand is passed over");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Processes_share_the_pace_of_a_sender(string store)
    {
        const int each = 20;
        var waits = await RunAsync(store, await PlaceAsync(store), "reserve", each);

        // One slot every 2 seconds: the last of sixty lies two minutes ahead, less what the processes took to ask.
        var seconds = waits.SelectMany(lines => lines).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToList();
        seconds.Should().HaveCount(3 * each);
        seconds.Max().Should().BeInRange(60, 2 * ((3 * each) - 1));
        waits.Should().OnlyContain(lines => lines.Count == each);
    }

    private async Task<string> PlaceAsync(string store)
    {
        if (store == "sqlite")
        {
            return file.FilePath;
        }

        await using var database = await PostgresDatabase.CreateAsync(server);
        return database.ConnectionString;
    }

    private async Task<List<string>[]> RunAsync(string store, string place, string what, int number, int count = 3)
    {
        var started = await Peer.StartAsync(count, store, place, what, number);
        peers.AddRange(started);
        started.ForEach(peer => peer.Begin());
        return await Task.WhenAll(started.Select(peer => peer.ReadAllAsync()));
    }
}
