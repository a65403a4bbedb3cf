using System.CommandLine;
using TwilioSms.ConsoleDemo;
using TwilioSms.Emulator.Tool;

var emulator = new Command("emulator", EmulatorCommand.Description);
EmulatorCommand.Configure(emulator);
var inbox = new Option<bool>("--inbox") { Description = "Keeps the emulator's inbox open after the tour, until Ctrl-C." };
var root = new RootCommand("A tour of the connector against an emulator of Twilio, with no account and no network.") { emulator, inbox };
root.SetAction((arguments, cancellationToken) => Tour.RunAsync(arguments.GetValue(inbox), cancellationToken));

// Ctrl-C waits for the emulator to stop, on a busy machine too.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
