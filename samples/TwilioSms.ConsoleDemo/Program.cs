using System.CommandLine;
using TwilioSms.ConsoleDemo;

var root = new RootCommand("Texts a list of numbers a templated message. Without a command: a tour against an emulator of Twilio, with no account and no network.")
{
    SendCommand.Create(),
    RenderCommand.Create(),
    EmulatorCommand.Create(),
    DescribeCommand.Create(),
};
root.SetAction((_, cancellationToken) => Tour.RunAsync(cancellationToken));

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

return await invocation.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

static IEnumerable<string> PathOf(Command command) =>
    command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];
