using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace TwilioSms.Tests.Shared;

/// <summary>Runs a script of the test project's folder <c>Node</c>, where clients that nobody here wrote are installed.</summary>
internal static class NodeProcess
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "../../../Node");

    /// <summary>What the script prints, read as JSON. The test is skipped where Node or the library is not there.</summary>
    public static async Task<JsonElement> RunAsync(string input, params string[] arguments)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")), "The client is not there: run npm ci in the folder Node of the test project.");
        using var node = Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var stop = TestContext.Current.CancellationToken;
        var printed = Task.WhenAll(node.StandardOutput.ReadToEndAsync(stop), node.StandardError.ReadToEndAsync(stop));
        await node.StandardInput.WriteAsync(input.AsMemory(), stop);
        node.StandardInput.Close();
        await printed.WaitAsync(TimeSpan.FromMinutes(2), stop);
        await node.WaitForExitAsync(stop);
        var (output, error) = ((await printed)[0], (await printed)[1]);
        node.ExitCode.Should().Be(0, error.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node is not on this machine.");
            throw;
        }
    }
}
