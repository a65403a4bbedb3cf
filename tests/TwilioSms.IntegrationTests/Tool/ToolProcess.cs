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
    public static Process Start(TwilioEmulator twilio, string? token, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TWILIO_ACCOUNT"] = twilio.AccountSid;
        start.Environment["TWILIO_TOKEN"] = token ?? twilio.AuthToken;
        start.Environment["TWILIO_BASE_ADDRESS"] = twilio.BaseAddress.ToString();
        start.Environment["TWILIO_LIST_DELAY_SECONDS"] = "1";
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
        using var process = Start(twilio, null, arguments);
        return await EndAsync(process);
    }
}
