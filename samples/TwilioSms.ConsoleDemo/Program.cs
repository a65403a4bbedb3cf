using System.CommandLine;
using TwilioSms.ConsoleDemo;
using TwilioSms.ConsoleDemo.Bulk;
using TwilioSms.Emulator.Tool;

var emulator = new Command("emulator", EmulatorCommand.Description);
EmulatorCommand.Configure(emulator);
var inbox = new Option<bool>("--inbox") { Description = "Keeps the emulator's inbox open after the tour, until Ctrl-C." };
var root = new RootCommand("Texts a list of numbers a templated message. Without a command: a tour against an emulator of Twilio, with no account and no network.")
{
    SendCommand.Create(),
    BulkCommand.Create(),
    RenderCommand.Create(),
    emulator,
    inbox,
    DescribeCommand.Create(),
};
root.SetAction((arguments, cancellationToken) => Tour.RunAsync(arguments.GetValue(inbox), cancellationToken));

var invocation = root.Parse(args);
if (invocation.Errors.Count > 0)
{
    foreach (var error in invocation.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    await Console.Error.WriteLineAsync();
    await root.Parse([.. PathOf(invocation.CommandResult.Command), "--help"]).InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    return ExitCode.BadArguments;
}

// Ctrl-C waits for what is under way: its outcome would be lost otherwise.
return await invocation.InvokeAsync(
    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });

static IEnumerable<string> PathOf(Command command) =>
    command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];
