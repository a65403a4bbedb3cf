using System.Diagnostics;
using System.Reflection;
using TwilioSms.Emulator;

namespace TwilioSms.Tests.Shared;

/// <summary>The worker as it is shipped, in a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly string Program = typeof(WorkerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Worker").Value!;

    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>What it said, once it has ended.</summary>
    public Task<string> Output { get; private init; } = Task.FromResult(string.Empty);

    public static WorkerProcess Start(TwilioEmulator twilio, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TWILIO_ACCOUNT"] = twilio.AccountSid;
        start.Environment["TWILIO_TOKEN"] = twilio.AuthToken;
        start.Environment["TWILIO_BASE_ADDRESS"] = twilio.BaseAddress.ToString();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        return new WorkerProcess(process) { Output = ReadAsync(process) };
    }

    /// <summary>Kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>What an orchestrator does first.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static async Task<string> ReadAsync(Process process)
    {
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return printed[0] + printed[1];
    }
}
