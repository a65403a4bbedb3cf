using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioSms.Tool;

/// <summary>What a ledger is in doubt about, for a person to decide. Each entry is printed as a line of JSON.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The entry, as list prints it." };
        var sid = new Argument<string>("sid") { Description = "The message at Twilio." };
        return new Command("ledger", "Shows what nobody knows the fate of, and lets a person decide.")
        {
            Create("list", "What waits for a person, and what is in doubt for longer than a send can take.", [], static async (review, _, stop) =>
            {
                var any = false;
                await foreach (var entry in review.ListAsync(stop))
                {
                    Print(entry);
                    any = true;
                }

                if (!any)
                {
                    await Console.Error.WriteLineAsync(
                        "Nothing of the account in TWILIO_ACCOUNT waits for a person. What was begun in the last minutes is not listed yet.");
                }

                return ExitCode.Success;
            }),
            Create("resolve", "Looks a message up in Twilio's list now, and writes what the list proves.", [id], (review, arguments, stop) =>
                DecideAsync(review.ResolveAsync(arguments.GetRequiredValue(id), stop))),
            Create("release", "Says that a message was not accepted: it may be sent again.", [id], (review, arguments, stop) =>
                DecideAsync(review.ReleaseAsync(arguments.GetRequiredValue(id), stop))),
            Create("mark-sent", "Says that a message was accepted, and as which: it is not sent again.", [id, sid], (review, arguments, stop) =>
                DecideAsync(review.MarkSentAsync(arguments.GetRequiredValue(id), arguments.GetRequiredValue(sid), stop))),
        };
    }

    private static Command Create(
        string name, string description, Argument[] taken, Func<ISmsLedgerReview, ParseResult, CancellationToken, Task<int>> run)
    {
        var connection = new ConnectionOptions();
        var ledger = new LedgerOptions();
        var command = new Command(name, description);
        foreach (var argument in taken)
        {
            command.Arguments.Add(argument);
        }

        ledger.AddTo(command);
        connection.AddAddressTo(command);
        command.Validators.Add(ledger.RequireExisting);
        command.SetAction(async (arguments, stop) =>
        {
            await using var services = connection.Connect(arguments, ledger.Read(arguments));
            return await RunAsync(() => run(services.GetRequiredService<ISmsLedgerReview>(), arguments, stop));
        });
        return command;
    }

    private static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (TwilioConnectorException error)
        {
            await Console.Error.WriteLineAsync($"{error.Code.ToWireName()}: {error.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("The command was ended: twilio-sms ledger list tells how things stand.");
            return ExitCode.Failed;
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.Failed;
        }
        catch (Exception error) when (error is ArgumentException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.BadArguments;
        }
    }

    private static async Task<int> DecideAsync(Task<SmsLedgerEntry> deciding)
    {
        var entry = await deciding;
        Print(entry);
        return entry.State is LedgerState.Sent or LedgerState.Free ? ExitCode.Success : ExitCode.Failed;
    }

    private static void Print(SmsLedgerEntry entry)
    {
        var json = new JsonObject { ["id"] = entry.Id, ["state"] = entry.State.ToString(), ["reason"] = entry.Reason?.ToString() };
        json["to"] = entry.To;
        json["from"] = entry.Sender;
        json["account"] = entry.Account;
        json["endpoint"] = entry.Endpoint;
        json["began"] = entry.Began.ToString("O", CultureInfo.InvariantCulture);
        json["sid"] = entry.MessageSid;
        json["decidableAfterSeconds"] = entry.DecidableAfter is { } wait ? Math.Ceiling(wait.TotalSeconds) : null;
        foreach (var missing in json.Where(static field => field.Value is null).Select(static field => field.Key).ToList())
        {
            json.Remove(missing);
        }

        Console.Out.WriteLine(ReadableJson.Write(json));
    }
}
