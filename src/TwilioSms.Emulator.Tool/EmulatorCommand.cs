using System.CommandLine;
using System.Globalization;
using System.Net;

namespace TwilioSms.Emulator.Tool;

/// <summary>Serves the emulator until Ctrl-C, for programs in any language.</summary>
internal static class EmulatorCommand
{
    public const string Description =
        "Serves Twilio's Messages API and an inbox for the browser on this machine until Ctrl-C, printing each message as it arrives.";

    // Fixed, so that a client's configuration survives a restart of the emulator; they open nothing else.
    private const string DefaultAccount = "AC00000000000000000000000000000000";
    private const string DefaultToken = "emulator-token";

    /// <summary>Makes the command serve the emulator.</summary>
    public static void Configure(Command command)
    {
        var port = new Option<int>("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => 4010 };
        port.Validators.Add(result =>
        {
            // What is no number at all cannot be asked for as one.
            if (result.Tokens.Any(token => !ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                result.AddError("--port must be from 0 to 65535; 0 takes a free one.");
            }
        });
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "The address to listen on. Everyone who reaches another one than 127.0.0.1 can read the messages.",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                {
                    return address;
                }

                result.AddError("--listen must be an IP address, such as 0.0.0.0 for all of this machine's.");
                return null;
            },
        };
        var webhook = new Option<Uri?>("--webhook")
        {
            Description = "Where a reply written in the inbox is posted, signed as Twilio signs.",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    return address;
                }

                result.AddError("--webhook must be an absolute URL, such as http://localhost:5000/sms.");
                return null;
            },
        };
        command.Add(port);
        command.Add(listen);
        command.Add(webhook);
        command.SetAction((arguments, cancellationToken) => RunAsync(
            options => (options.Port, options.ListenAddress, options.InboundWebhook) =
                (arguments.GetValue(port), arguments.GetValue(listen)!, arguments.GetValue(webhook)),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Action<TwilioEmulatorOptions> configure, CancellationToken cancellationToken)
    {
        var account = Environment.GetEnvironmentVariable("TWILIO_ACCOUNT");
        var token = Environment.GetEnvironmentVariable("TWILIO_TOKEN");
        var own = string.IsNullOrWhiteSpace(account) || string.IsNullOrWhiteSpace(token);
        var local = true;
        try
        {
            await using var twilio = await TwilioEmulator.StartAsync(
                options =>
                {
                    configure(options);
                    options.AccountSid = own ? DefaultAccount : account!;
                    options.AuthToken = own ? DefaultToken : token!;
                    local = IPAddress.IsLoopback(options.ListenAddress);
                },
                cancellationToken);
            if (!local)
            {
                await Console.Error.WriteLineAsync("Warning: everyone who can reach this machine can read the messages and reply to them.");
            }

            await Console.Out.WriteLineAsync($"Twilio's Messages API is emulated at {twilio.BaseAddress} until Ctrl-C.");
            await Console.Out.WriteLineAsync($"The inbox is there too: open {twilio.BaseAddress} in a browser.");
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
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        return 0;
    }
}
