using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>The JDK's regular expressions, in a process of its own that answers one line for each line.</summary>
internal sealed class JavaRegexOracle : IDisposable
{
    private const string Java = "/usr/lib/jvm/java-17-openjdk-amd64/bin/java";

    private readonly Process process;

    private JavaRegexOracle(Process process) => this.process = process;

    /// <summary>Why it cannot run on this machine, or null. The version counts: what Java matches changes with it.</summary>
    public static string? Missing => File.Exists(Java) ? null : $"{Java} is not there: install openjdk-17-jdk-headless.";

    public static JavaRegexOracle Start()
    {
        var start = new ProcessStartInfo(Java, [Path.Combine(AppContext.BaseDirectory, "Differential", "RegexOracle.java")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.ASCII,
            StandardOutputEncoding = Encoding.ASCII,
        };
        return new JavaRegexOracle(Process.Start(start)!);
    }

    /// <summary>What Java finds, for each pattern and text.</summary>
    public async Task<IReadOnlyList<string>> MatchAsync(IReadOnlyList<(string Pattern, string Text)> cases)
    {
        var writing = Task.Run(async () =>
        {
            foreach (var (pattern, text) in cases)
            {
                await process.StandardInput.WriteLineAsync($"{Escape(pattern)}\t{Escape(text)}");
            }

            await process.StandardInput.FlushAsync();
        });
        var results = new List<string>(cases.Count);
        for (var i = 0; i < cases.Count; i++)
        {
            results.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The JVM ended early."));
        }

        await writing;
        return results;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5_000))
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>Writes everything but printable ASCII as <c>\uXXXX</c>.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c is < ' ' or > '~' or '\\' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString());
        }

        return escaped.ToString();
    }
}
