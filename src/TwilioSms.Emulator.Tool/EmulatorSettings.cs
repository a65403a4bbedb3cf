using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace TwilioSms.Emulator.Tool;

/// <summary>The command's options, and what each sets.</summary>
internal sealed class EmulatorSettings
{
    private readonly Option<int> port = new("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => 4010 };

    private readonly Option<IPAddress> listen = new("--listen")
    {
        Description = "The address to listen on. Everyone who reaches another one than 127.0.0.1 can read the messages.",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result =>
            Parsed<IPAddress>(result, IPAddress.TryParse, "--listen must be an IP address, such as 0.0.0.0 for all of this machine's."),
    };

    private readonly Option<Uri?> webhook = new("--webhook")
    {
        Description = "Where what a phone writes is posted, signed as Twilio signs.",
        CustomParser = result => Parsed<Uri>(result, TryParseWebAddress, "--webhook must be an absolute URL, such as http://localhost:5000/sms."),
    };

    private readonly Option<string[]> allowHost = new("--allow-host")
    {
        Description = "A name besides localhost that the inbox and the control API are served to, such as a container's.",
    };

    private readonly Option<string[]> number = new("--number")
    {
        Description = "A sender that the account owns; with one, any other is refused with 21606.",
    };

    private readonly Option<EmulatedAccount[]> account = new("--account")
    {
        Description = "A further account, as SID:token.",
        CustomParser = result => [.. result.Tokens.Select(token => ParseAccount(result, token.Value)).OfType<EmulatedAccount>()],
    };

    private readonly Option<WebhookSharedKey?> sharedKey = new("--shared-key")
    {
        Description = "A key that signs webhooks with HMAC-SHA256 in place of the account's token, as ID:secret.",
        // Not with the text: it has a secret in it.
        CustomParser = result => Parsed<WebhookSharedKey>(result, TryParseKey, "--shared-key must be an id, a colon and a secret."),
    };

    private readonly Option<TimeSpan> sentAfter = Duration("--sent-after", "How long a message is queued before it is sent; 500ms by default.");

    private readonly Option<TimeSpan> deliveredAfter =
        Duration("--delivered-after", "How long a message is sent before it is delivered; 1s by default.");

    private readonly Option<TimeSpan> keep = Duration("--keep", "How long messages are kept; until the end by default.");

    public EmulatorSettings()
    {
        // What is no number at all cannot be asked for as one.
        Check(port, static text => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "--port must be from 0 to 65535; 0 takes a free one.");
        Check(allowHost, static text => Uri.CheckHostName(text) != UriHostNameType.Unknown,
            "--allow-host must be a name without a scheme and a port, such as twilio.");
    }

    private delegate bool TryParse<T>(string text, out T? value);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[port, listen, webhook, sharedKey, allowHost, number, account, sentAfter, deliveredAfter, keep])
        {
            command.Add(option);
        }
    }

    public void Apply(ParseResult arguments, TwilioEmulatorOptions options)
    {
        options.Port = arguments.GetValue(port);
        options.ListenAddress = arguments.GetValue(listen)!;
        options.InboundWebhook = arguments.GetValue(webhook);
        options.WebhookSharedKey = arguments.GetValue(sharedKey);
        options.SentAfter = Given(sentAfter) ?? options.SentAfter;
        options.DeliveredAfter = Given(deliveredAfter) ?? options.DeliveredAfter;
        options.Retention = Given(keep) ?? options.Retention;
        AddAll(options.AllowedHosts, arguments.GetValue(allowHost));
        AddAll(options.OwnedNumbers, arguments.GetValue(number));
        AddAll(options.Accounts, arguments.GetValue(account));

        TimeSpan? Given(Option<TimeSpan> option) => arguments.GetResult(option) is null ? null : arguments.GetValue(option);
    }

    private static void AddAll<T>(ICollection<T> collection, IEnumerable<T>? items)
    {
        foreach (var item in items ?? [])
        {
            collection.Add(item);
        }
    }

    private static void Check(Option option, Func<string, bool> isValid, string error) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => !isValid(token.Value)))
        {
            result.AddError(error);
        }
    });

    private static Option<TimeSpan> Duration(string name, string description) => new(name)
    {
        Description = description + " As 500ms, 2s, 10m, 24h or 7d.",
        CustomParser = result => Parsed<TimeSpan>(result, TryParseDuration, $"{name} must be a number and a unit, as 500ms, 2s, 10m, 24h or 7d."),
    };

    private static T? Parsed<T>(ArgumentResult result, TryParse<T> tryParse, string error)
    {
        if (tryParse(result.Tokens[0].Value, out var value))
        {
            return value;
        }

        result.AddError(error);
        return default;
    }

    private static bool TryParseWebAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https";

    private static bool TryParseKey(string text, out WebhookSharedKey? key)
    {
        key = text.Split(':', 2) is [{ Length: > 0 } id, { Length: > 0 } secret] ? new WebhookSharedKey(id, secret) : null;
        return key is not null;
    }

    private static bool TryParseDuration(string text, out TimeSpan duration)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        TimeSpan? one = unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        var valid = decimal.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && one is not null
            && number <= 100_000;
        duration = valid ? one!.Value * (double)number : default;
        return valid;
    }

    private static EmulatedAccount? ParseAccount(ArgumentResult result, string text)
    {
        try
        {
            var parts = text.Split(':', 2);
            return new EmulatedAccount(parts[0], parts.Length > 1 ? parts[1] : "");
        }
        catch (ArgumentException)
        {
            // Not with the text: it has a token in it.
            result.AddError("--account must be a SID, which is AC and 32 hexadecimal digits, a colon and a token.");
            return null;
        }
    }
}
