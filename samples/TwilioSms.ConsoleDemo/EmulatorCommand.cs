using System.CommandLine;
using TwilioSms.Emulator;

namespace TwilioSms.ConsoleDemo;

/// <summary>Serves the emulator until Ctrl-C, for programs in any language.</summary>
internal static class EmulatorCommand
{
    // Fixed, so that a client's configuration survives a restart of the emulator; they open nothing else.
    private const string DefaultAccount = "AC00000000000000000000000000000000";
    private const string DefaultToken = "emulator-token";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1.", DefaultValueFactory = _ => 4010 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65_535)
            {
                result.AddError("--port must be from 0 to 65535; 0 takes a free one.");
            }
        });
        var command = new Command("emulator", "Serves Twilio's Messages API on loopback until Ctrl-C, printing each message as it arrives.") { port };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        var account = Environment.GetEnvironmentVariable("TWILIO_ACCOUNT");
        var token = Environment.GetEnvironmentVariable("TWILIO_TOKEN");
        var own = string.IsNullOrWhiteSpace(account) || string.IsNullOrWhiteSpace(token);
        try
        {
            await using var twilio = await TwilioEmulator.StartAsync(
                options =>
                {
                    options.Port = port;
                    options.AccountSid = own ? DefaultAccount : account!;
                    options.AuthToken = own ? DefaultToken : token!;
                },
                cancellationToken);
            await Console.Out.WriteLineAsync($"Twilio's Messages API is emulated at {twilio.BaseAddress} until Ctrl-C.");
            await Console.Out.WriteLineAsync(own
                ? $"TWILIO_ACCOUNT={twilio.AccountSid} TWILIO_TOKEN={twilio.AuthToken}"
                : "The credentials are those of TWILIO_ACCOUNT and TWILIO_TOKEN.");
            await foreach (var message in twilio.WatchAsync(cancellationToken))
            {
                await Console.Out.WriteLineAsync($"{message.Sid} {message.From ?? message.MessagingServiceSid} -> {message.To}: {message.Body}");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error is ArgumentException ? ExitCode.BadArguments : ExitCode.Failed;
        }

        return ExitCode.Success;
    }
}
