using System.CommandLine;
using TwilioSms.Tool;
using TwilioSms.Tool.Bulk;

var root = new RootCommand("Texts people through Twilio: one message, or one to every row of a CSV file.")
{
    SendCommand.Create(),
    BulkCommand.Create(),
    LedgerCommand.Create(),
    RenderCommand.Create(),
    DescribeCommand.Create(),
};

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
