using System.Diagnostics;
using System.Text.Json;
using TwilioSms.FreeMarker.Tests.Conformance;
using TwilioSms.Tool;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>Apache FreeMarker on the JVM.</summary>
internal sealed class ApacheFreeMarker : IDisposable
{
    private const string Jars = "/usr/share/java/";

    private static readonly string[] Needed = ["freemarker.jar", "jackson-databind.jar", "jackson-core.jar", "jackson-annotations.jar"];

    private readonly JavaProcess process;

    private ApacheFreeMarker(JavaProcess process) => this.process = process;

    /// <summary>Why it cannot run on this machine, or null.</summary>
    public static string? Missing =>
        Needed.FirstOrDefault(jar => !File.Exists(Jars + jar)) is { } jar
            ? $"{Jars}{jar} is not there: install libfreemarker-java and libjackson2-databind-java."
            : !File.Exists("/usr/bin/javac") ? "/usr/bin/javac is not there: install default-jdk-headless." : null;

    public static ApacheFreeMarker Start()
    {
        var classes = Directory.CreateTempSubdirectory("freemarker-oracle").FullName;
        var path = string.Join(':', Needed.Select(jar => Jars + jar)) + ":" + classes;
        var source = Path.Combine(AppContext.BaseDirectory, "Differential", "Oracle.java");
        using (var compiler = Process.Start("/usr/bin/javac", ["-nowarn", "-Xlint:-options", "-cp", path, "-d", classes, source]))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException("Oracle.java does not compile; see the compiler's messages above.");
            }
        }

        return new ApacheFreeMarker(new JavaProcess(
            "/usr/bin/java",
            "-Dorg.freemarker.loggerLibrary=none", "-Dfile.encoding=UTF-8", "-Doracle.timeLimitMs=2000", "-Doracle.maxOutput=32768",
            "-cp", path, "Oracle", "/dev/stdin", "/dev/stdout"));
    }

    /// <summary>The cases with what Apache FreeMarker makes of them.</summary>
    public async Task<IReadOnlyList<ConformanceCase>> RenderAsync(IReadOnlyList<ConformanceCase> cases)
    {
        var answers = await process.AnswerAsync([.. cases.Select(Line)]);
        return [.. cases.Zip(answers, static (@case, answer) =>
        {
            using var json = JsonDocument.Parse(answer);
            return @case with { Expected = Outcome.Parse(json.RootElement) };
        })];
    }

    public void Dispose() => process.Dispose();

    private static string Line(ConformanceCase @case) =>
        $$"""{"id":{{JsonText.Encode(@case.Id)}},"template":{{JsonText.Encode(@case.Template)}},"model":{{@case.Model.GetRawText()}},"name":{{JsonText.Encode(@case.Name)}},"templates":{{Map(@case.Templates)}},"settings":{{Map(@case.Settings)}}}""";

    private static string Map(IReadOnlyDictionary<string, string> map) =>
        "{" + string.Join(',', map.Select(entry => JsonText.Encode(entry.Key) + ":" + JsonText.Encode(entry.Value))) + "}";
}
