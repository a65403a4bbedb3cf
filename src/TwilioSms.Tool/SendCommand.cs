using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioSms.Tool;

/// <summary>One real send with the environment's credentials.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var to = new Option<string[]>("--to")
        {
            Description = "Recipients in E.164 form, separated by commas, semicolons or white space before a plus; repeat it for more.",
        };
        var key = new Option<string?>("--key")
        {
            Description = "Under a key each recipient is texted once, however often the command is given; needs --ledger.",
        };
        var connection = new ConnectionOptions();
        var ledger = new LedgerOptions();
        var message = new MessageOptions();
        var command = new Command("send", "Sends a message with the account in TWILIO_ACCOUNT and TWILIO_TOKEN; prints smsResult as JSON.")
        {
            to,
            key,
        };
        connection.AddTo(command);
        ledger.AddTo(command);
        message.AddTo(command);
        command.Validators.Add(result =>
        {
            connection.RequireFrom(result);
            ConnectionOptions.Require(result, to);
            message.RequireOne(result, bodyNeeded: true);
            if (ledger.IsGiven(result) == string.IsNullOrWhiteSpace(result.GetValue(key)))
            {
                result.AddError("--key and --ledger need each other: a key is kept in a ledger.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var services = connection.Connect(arguments, ledger.Read(arguments));
            return await RunAsync(
                services,
                new SmsMessage
                {
                    From = connection.From(arguments),
                    To = Recipients.Read(arguments.GetRequiredValue(to)),
                    Body = message.Body(arguments),
                    Metadata = message.Metadata(arguments) is { } json ? json : null,
                    IdempotencyKey = arguments.GetValue(key),
                },
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, SmsMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var result = await services.GetRequiredService<ISmsSender>().SendAsync(message, cancellationToken);
            await Console.Out.WriteLineAsync(result.ToSmsResultJson());
            return ExitCode.Success;
        }
        catch (TwilioConnectorException error)
        {
            await WriteErrorAsync(Describe(error));
            return ExitCode.Failed;
        }
        catch (TwilioSendCanceledException error)
        {
            await WriteErrorAsync(Add(new JsonObject { ["code"] = "CANCELED", ["message"] = Advice(error.Result, message) }, error.Result));
            return ExitCode.Failed;
        }
        catch (OptionsValidationException error)
        {
            await WriteErrorAsync(new JsonObject { ["code"] = "INVALID_CONFIGURATION", ["message"] = error.Message });
            return ExitCode.BadArguments;
        }
    }

    private static Task WriteErrorAsync(JsonObject error) => Console.Error.WriteLineAsync(ReadableJson.Write(error));

    private static JsonObject Describe(TwilioConnectorException error)
    {
        var json = new JsonObject { ["code"] = error.Code.ToWireName(), ["message"] = error.Message, ["transient"] = error.IsTransient };
        if (error is TwilioApiException api)
        {
            Add(json, "status", (int?)api.StatusCode);
            Add(json, "twilioCode", api.TwilioCode);
            Add(json, "moreInfo", api.MoreInfo?.ToString());
            Add(json, "requestId", api.RequestId);
        }
        else if (error is TwilioTemplateException template)
        {
            Add(json, "template", template.TemplateName);
            Add(json, "line", template.Line);
            Add(json, "column", template.Column);
        }

        return error.Result is { } result ? Add(json, result) : json;
    }

    // What was sent before the error is part of the answer: it must not be sent again.
    private static JsonObject Add(JsonObject json, SmsResult result)
    {
        json["smsResult"] = JsonNode.Parse(result.ToSmsResultJson());
        json["outcomes"] = new JsonObject(result.Outcomes.Select(outcome => KeyValuePair.Create(outcome.To, (JsonNode?)outcome.State.ToString())));
        json["reasons"] = new JsonObject(result.Outcomes
            .Where(static outcome => outcome.Error is not null)
            .Select(static outcome => KeyValuePair.Create(outcome.To, (JsonNode?)Reason(outcome, outcome.Error!))));
        return json;
    }

    private static string Advice(SmsResult result, SmsMessage message) =>
        result.Outcomes.All(static outcome => outcome.State != SmsOutcomeState.Unknown)
            ? "The command was ended. Nothing is in doubt: outcomes says who was texted."
            : message.IdempotencyKey is not null
            ? "The command was ended while a message was under way. The same command, with the same key, finds out what became of it."
            : "The command was ended while a message was under way. Look the unknown ones of outcomes up in Twilio's log before they are sent again.";

    private static JsonObject Reason(SmsOutcome outcome, TwilioConnectorException error)
    {
        var json = new JsonObject { ["code"] = error.Code.ToWireName(), ["message"] = error.Message };
        Add(json, "askAgainAfterSeconds", outcome.AskAgainAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null);
        return json;
    }

    private static void Add(JsonObject json, string name, JsonValue? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static void Add(JsonObject json, string name, string? value) => Add(json, name, value is null ? null : JsonValue.Create(value));

    private static void Add(JsonObject json, string name, int? value) => Add(json, name, value is { } number ? JsonValue.Create(number) : null);
}
