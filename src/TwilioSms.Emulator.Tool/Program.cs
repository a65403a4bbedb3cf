using System.CommandLine;
using TwilioSms.Emulator.Tool;

var root = new RootCommand(EmulatorCommand.Description);
var data = new Option<FileInfo?>("--data") { Description = "A SQLite file that keeps the messages over restarts." };
root.Add(data);
MessageFile? file = null;
EmulatorCommand.Configure(root, (arguments, options) =>
    options.Archive = file = arguments.GetValue(data) is { } path ? new MessageFile(path.FullName) : null);

var arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync(string.Join(' ', arguments.Errors.Select(static error => error.Message)));
    return 1;
}

try
{
    // Ctrl-C waits for the emulator to stop, on a busy machine too.
    return await arguments.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
}
finally
{
    file?.Dispose();
}
