using System.CommandLine;
using TwilioSms.Emulator.Tool;

var root = new RootCommand(EmulatorCommand.Description);
EmulatorCommand.Configure(root);

// Ctrl-C waits for the emulator to stop, on a busy machine too.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
