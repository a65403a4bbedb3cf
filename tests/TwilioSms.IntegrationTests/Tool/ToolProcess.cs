using System.Diagnostics;
using System.Reflection;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Tool;

/// <summary>The command <c>twilio-sms</c> in a process of its own, with an emulator for its Twilio.</summary>
internal static class ToolProcess
{
    private static readonly string Program = typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Tool").Value!;

    /// <summary>Starts the command.</summary>
    /// <param name="twilio">Its Twilio.</param>
    /// <param name="settings">Environment variables beside the credentials.</param>
    /// <param name="arguments">The command line.</param>
    public static Process Start(TwilioEmulator twilio, IReadOnlyDictionary<string, string> settings, IEnumerable<string> arguments) =>
        StartProgram(Program, twilio, settings, arguments);

    /// <summary>Starts a program that connects to Twilio as the environment says.</summary>
    public static Process StartProgram(
        string program, TwilioEmulator twilio, IReadOnlyDictionary<string, string> settings, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TWILIO_ACCOUNT"] = twilio.AccountSid;
        start.Environment["TWILIO_TOKEN"] = twilio.AuthToken;
        start.Environment["TWILIO_BASE_ADDRESS"] = twilio.BaseAddress.ToString();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of what was started.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> EndAsync(Process process)
    {
        var stop = TestContext.Current.CancellationToken;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, printed[0], printed[1]);
    }

    /// <summary>Runs the command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(TwilioEmulator twilio, params IEnumerable<string> arguments)
    {
        using var process = Start(twilio, new Dictionary<string, string>(), arguments);
        return await EndAsync(process);
    }
}
