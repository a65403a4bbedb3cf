using System.CommandLine;
using System.Net;
using System.Text.Json;

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
    /// <param name="command">The command.</param>
    /// <param name="more">Sets what the command has options of its own for.</param>
    public static void Configure(Command command, Action<ParseResult, TwilioEmulatorOptions>? more = null)
    {
        var settings = new EmulatorSettings();
        settings.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(
            options =>
            {
                settings.Apply(arguments, options);
                more?.Invoke(arguments, options);
            },
            cancellationToken));
    }

    private static async Task<int> RunAsync(Action<TwilioEmulatorOptions> configure, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(configure, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            await Console.Error.WriteLineAsync(error.Message.ReplaceLineEndings(" "));
            return 1;
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message.ReplaceLineEndings(" "));
            return 2;
        }

        return 0;
    }

    private static async Task ServeAsync(Action<TwilioEmulatorOptions> configure, CancellationToken cancellationToken)
    {
        var account = Environment.GetEnvironmentVariable("TWILIO_ACCOUNT") is { Length: > 0 } sid ? sid : null;
        var token = Environment.GetEnvironmentVariable("TWILIO_TOKEN") is { Length: > 0 } secret ? secret : null;
        if (account is null != token is null)
        {
            var (given, missing) = account is null ? ("TWILIO_TOKEN", "TWILIO_ACCOUNT") : ("TWILIO_ACCOUNT", "TWILIO_TOKEN");
            throw new ArgumentException($"{given} is set and {missing} is not: set both, or neither for credentials that everybody knows.");
        }

        var local = true;
        await using var twilio = await TwilioEmulator.StartAsync(
            options =>
            {
                configure(options);
                options.AccountSid = account ?? DefaultAccount;
                options.AuthToken = token ?? DefaultToken;
                options.ShowAuthToken = token is null;
                local = IPAddress.IsLoopback(options.ListenAddress);
            },
            cancellationToken);
        if (!local)
        {
            await Console.Error.WriteLineAsync("Warning: everyone who can reach this machine can read the messages and reply to them.");
        }

        await Console.Out.WriteLineAsync($"Twilio's Messages API is emulated at {twilio.BaseAddress} until Ctrl-C.");
        await Console.Out.WriteLineAsync($"The inbox is there too: open {twilio.BaseAddress} in a browser.");
        await Console.Out.WriteLineAsync(token is null
            ? $"TWILIO_ACCOUNT={twilio.AccountSid} TWILIO_TOKEN={twilio.AuthToken}"
            : "The credentials are those of TWILIO_ACCOUNT and TWILIO_TOKEN.");
        await foreach (var message in twilio.WatchAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync($"{message.Sid} {message.From ?? message.MessagingServiceSid} -> {message.To}: {message.Body}");
        }
    }
}
