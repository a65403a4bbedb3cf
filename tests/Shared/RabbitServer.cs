using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TwilioSms.Tests.Shared;

/// <summary>A RabbitMQ server of the tests' own: on loopback, under a node name and in a folder of its own, gone at the end. It can be stopped
/// and started again. Started when the first test asks for it.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private static readonly string? Programs = FindPrograms();

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"twilio-sms-rabbitmq-{Guid.NewGuid():N}");
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, string> environment = [];
    private int port;

    /// <summary>Why there is no server here; null where there is one.</summary>
    public static string? WhyNot => Programs is null ? "RabbitMQ is not on this machine: apt-get install rabbitmq-server." : null;

    /// <summary>Where the server is, once it is there.</summary>
    public async Task<Uri> GetAddressAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (port == 0)
            {
                Directory.CreateDirectory(Path.Combine(folder, "home"));
                port = FreePort();
                Describe();
                await StartAsync(cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }

        return Address;
    }

    private Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{port}"));

    /// <summary>Ends the server and starts it again, with what it had on disk.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>Says something to the server as its administrator.</summary>
    public async Task<string> ControlAsync(params string[] arguments)
    {
        using var process = Process.Start(Command("rabbitmqctl", [.. arguments], redirect: true))!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}");
    }

    /// <summary>Makes the server take nothing more, as it does when its disk is full; or take everything again.</summary>
    public Task SetBlockedAsync(bool isBlocked) => ControlAsync(
        "eval", $"rabbit_alarm:{(isBlocked ? "set" : "clear")}_alarm({(isBlocked ? "{{resource_limit, disk, node()}, []}" : "{resource_limit, disk, node()}")}).");

    public async ValueTask DisposeAsync()
    {
        if (port != 0)
        {
            await StopAsync();
            await RunAsync("epmd", "-port", environment["ERL_EPMD_PORT"], "-kill");
            Directory.Delete(folder, recursive: true);
        }

        turn.Dispose();
    }

    private void Describe()
    {
        string At(string name) => Path.Combine(folder, name);
        environment["HOME"] = At("home");
        environment["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"twilio-sms-{port}@localhost");
        environment["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1";
        environment["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        environment["RABBITMQ_DIST_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture);
        environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        environment["ERL_EPMD_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture);
        environment["RABBITMQ_MNESIA_BASE"] = At("mnesia");
        environment["RABBITMQ_LOG_BASE"] = At("log");
        environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins");
        environment["RABBITMQ_CONFIG_FILE"] = At("rabbitmq");
        environment["RABBITMQ_CONF_ENV_FILE"] = At("none");
        environment["RABBITMQ_PID_FILE"] = At("pid");
        environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2";
        File.WriteAllText(At("enabled_plugins"), "[].");
        File.WriteAllText(
            At("rabbitmq.conf"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"listeners.tcp.default = 127.0.0.1:{port}\ndisk_free_limit.absolute = 50MB\nvm_memory_high_watermark.absolute = 512MB\n"));
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(environment["RABBITMQ_PID_FILE"]);

        // Its output is not taken: what it starts would inherit it, and the end of it would never come.
        using var process = Process.Start(Command(
            "/bin/sh", ["-c", "exec setsid \"$0\" >\"$1\" 2>&1 </dev/null &", Path.Combine(Programs!, "rabbitmq-server"), Path.Combine(folder, "out")]))!;
        await process.WaitForExitAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await GreetsAsync(patience.Token))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>Whether the server speaks: it answers the first bytes of the protocol with its own.</summary>
    private async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
            return await client.GetStream().ReadAsync(new byte[8], cancellationToken) > 0;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        if (!File.Exists(environment["RABBITMQ_PID_FILE"]))
        {
            return;
        }

        var id = int.Parse(await File.ReadAllTextAsync(environment["RABBITMQ_PID_FILE"]), CultureInfo.InvariantCulture);
        await RunAsync("kill", "-TERM", id.ToString(CultureInfo.InvariantCulture));
        while (Directory.Exists($"/proc/{id}"))
        {
            await Task.Delay(50);
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Command("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]))!;
        await process.WaitForExitAsync();
    }

    private ProcessStartInfo Command(string program, string[] arguments, bool redirect = false)
    {
        var path = program == "rabbitmqctl" ? Path.Combine(Programs!, program) : program;
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Not the programs in the path, which become another user first.
    private static string? FindPrograms() => Directory.Exists("/usr/lib/rabbitmq/lib")
        ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Select(path => Path.Combine(path, "sbin")).FirstOrDefault(Directory.Exists)
        : null;
}
