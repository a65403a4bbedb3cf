using System.Diagnostics;
using System.Text.Json;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>
/// Apache FreeMarker on the JVM over the same cases, on the same machine, in the same go. Needs a JDK and Debian's
/// <c>libfreemarker-java</c> and <c>libjackson2-databind-java</c>.
/// </summary>
internal static class JvmPeer
{
    private const string ClassPath =
        "/usr/share/java/freemarker.jar:/usr/share/java/jackson-databind.jar:/usr/share/java/jackson-core.jar:/usr/share/java/jackson-annotations.jar";

    private static string Folder => Path.Combine(Path.GetTempPath(), "twiliosms-benchmark-jvm");

    private static string Results => Path.Combine(Folder, "results-jvm.json");

    /// <summary>Measures the peer; false where it is not installed.</summary>
    public static bool TryMeasure()
    {
        Directory.CreateDirectory(Folder);
        File.Delete(Results);
        if (!File.Exists("/usr/share/java/freemarker.jar"))
        {
            return false;
        }

        var source = Path.Combine(AppContext.BaseDirectory, "Templates", "Jvm", "Bench.java");
        Run("javac", "-nowarn", "-cp", ClassPath, "-d", Folder, source);
        Run("java", "-Dfile.encoding=UTF-8", "-Xmx1g", "-cp", $"{ClassPath}:{Folder}", "Bench", TemplateCase.Path);
        return true;
    }

    /// <summary>The peer's least time and its bytes for one operation of a case.</summary>
    public static (double Nanoseconds, double Bytes)? Read(string id)
    {
        if (!File.Exists(Results))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Results));
        var found = document.RootElement.EnumerateArray().First(item => item.GetProperty("id").GetString() == id);
        return (found.GetProperty("min_ns").GetDouble(), found.GetProperty("alloc_bytes").GetDouble());
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder })
            ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
