using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>The JDK's regular expressions.</summary>
internal sealed class JavaRegexOracle : IDisposable
{
    private const string Java = "/usr/lib/jvm/java-17-openjdk-amd64/bin/java";

    private readonly JavaProcess process = new(Java, Path.Combine(AppContext.BaseDirectory, "Differential", "RegexOracle.java"));

    /// <summary>Why it cannot run on this machine, or null. The version counts: what Java matches changes with it.</summary>
    public static string? Missing => File.Exists(Java) ? null : $"{Java} is not there: install openjdk-17-jdk-headless.";

    /// <summary>What Java finds, for each pattern and text.</summary>
    public Task<IReadOnlyList<string>> MatchAsync(IReadOnlyList<(string Pattern, string Text)> cases) =>
        process.AnswerAsync([.. cases.Select(static @case => $"{Escape(@case.Pattern)}\t{Escape(@case.Text)}")]);

    public void Dispose() => process.Dispose();

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
