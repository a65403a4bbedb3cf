using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TwilioSms.Tests.Shared;

/// <summary>A PostgreSQL server of the tests' own: on loopback, in a folder under the temporary path, gone at the end. It can be killed
/// and started again. Started when the first test asks for it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? Programs = FindPrograms();

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"twilio-sms-postgres-{Guid.NewGuid():N}");
    private readonly SemaphoreSlim turn = new(1);
    private int port;
    private int databases;

    /// <summary>Why there is no server here; null where there is one.</summary>
    public static string? WhyNot => Programs is null ? "PostgreSQL is not on this machine: apt-get install postgresql." : null;

    /// <summary>Whether commits wait for the disk, as they do on a server of one's own. Otherwise they are not waited for unless a session asks
    /// for it, and are written seldom: whoever relies on the server's setting loses them when it is killed.</summary>
    public bool IsDurable { get; init; }

    /// <summary>A new database of the server.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await EnsureStartedAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", Port, "-U", "postgres", name);
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Timeout=5;Command Timeout=10;Cancellation Timeout=2000");

    /// <summary>Takes the server away as a crash does: nothing is written any more, and nobody is told.</summary>
    public Task KillAsync() => RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Starts the server again, on its port, with what it had written.</summary>
    public Task StartAgainAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-w", "-t", "120", "-l", Path.Combine(folder, "log"), "-o",
        $"-p {Port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200" +
            (IsDurable ? string.Empty : " -c fsync=off -c synchronous_commit=off -c wal_writer_delay=10s"),
        "start");

    /// <summary>Lets a user in by password only.</summary>
    public async Task RequirePasswordAsync(string user)
    {
        var path = Path.Combine(Data, "pg_hba.conf");
        await File.WriteAllTextAsync(path, $"host all {user} all scram-sha-256\n{await File.ReadAllTextAsync(path)}");
        await RunAsync("pg_ctl", "-D", Data, "reload");
    }

    public async ValueTask DisposeAsync()
    {
        if (port != 0)
        {
            await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
            Directory.Delete(folder, recursive: true);
        }

        turn.Dispose();
    }

    private string Data => Path.Combine(folder, "data");

    private string Port => port.ToString(CultureInfo.InvariantCulture);

    private async Task EnsureStartedAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (port != 0)
            {
                return;
            }

            Directory.CreateDirectory(folder);
            if (Environment.IsPrivilegedProcess)
            {
                await RunProgramAsync("chown", "postgres", folder);
            }

            await RunAsync("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "--no-sync", "--locale=C.UTF-8");
            port = FreePort();
            await StartAgainAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    // The server refuses to be root, so root becomes the account of the package.
    private static Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess
            ? RunProgramAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : RunProgramAsync(path, arguments);
    }

    private static async Task RunProgramAsync(string program, params string[] arguments)
    {
        // Its output is not taken: the server would inherit it, and the end of it would never come.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists("/usr/lib/postgresql"))
        {
            return null;
        }

        return Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
