using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace TwilioSms.Ledger.Tests.Peers;

/// <summary>Another process on the same ledger.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    private Peer(Process process) => this.process = process;

    /// <summary>Starts processes that all wait for <see cref="Begin"/>.</summary>
    public static async Task<List<Peer>> StartAsync(int count, string store, string place, string what, int number, string? asUser = null)
    {
        var peers = new List<Peer>();
        for (var i = 0; i < count; i++)
        {
            string[] command = ["dotnet", Path("LedgerPeer"), store, place, what, number.ToString(CultureInfo.InvariantCulture)];
            if (asUser is not null)
            {
                command = ["setpriv", $"--reuid={asUser}", "--clear-groups", .. command];
            }

            peers.Add(new Peer(Process.Start(new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!));
        }

        foreach (var peer in peers)
        {
            (await peer.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Should().Be("ready");
        }

        return peers;
    }

    public void Begin()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Close();
    }

    /// <summary>The next line that it says; null at the end.</summary>
    public Task<string?> ReadAsync() => process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    public async Task<List<string>> ReadAllAsync()
    {
        var lines = new List<string>();
        while (await ReadAsync() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }

    /// <summary>Kill -9.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string Path(string name) => typeof(Peer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}
