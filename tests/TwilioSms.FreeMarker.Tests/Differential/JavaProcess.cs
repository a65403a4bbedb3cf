using System.Diagnostics;
using System.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>A program on the JVM, in a process of its own that answers one line for each line.</summary>
internal sealed class JavaProcess : IDisposable
{
    private readonly Process process;

    public JavaProcess(string java, params string[] arguments) => process = Process.Start(new ProcessStartInfo(java, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;

    public async Task<IReadOnlyList<string>> AnswerAsync(IReadOnlyList<string> lines)
    {
        var writing = Task.Run(async () =>
        {
            foreach (var line in lines)
            {
                await process.StandardInput.WriteLineAsync(line);
            }

            await process.StandardInput.FlushAsync();
        });
        var answers = new List<string>(lines.Count);
        while (answers.Count < lines.Count)
        {
            answers.Add(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The JVM ended early."));
        }

        await writing;
        return answers;
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
}
