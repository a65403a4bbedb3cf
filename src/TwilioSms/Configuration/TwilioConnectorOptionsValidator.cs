using Microsoft.Extensions.Options;
using TwilioSms.Http;

namespace TwilioSms.Configuration;

/// <summary>Finds everything that is wrong with the options at once. No message repeats a value: it may be a secret in the wrong
/// place.</summary>
internal sealed class TwilioConnectorOptionsValidator : IValidateOptions<TwilioConnectorOptions>
{
    private const int MostRetries = 10;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, TwilioConnectorOptions options)
    {
        var problems = new List<string>(options.BindingProblems);
        ValidateAccount(options, problems);
        ValidateCredentials(options, problems);
        ValidateAddress(options, problems);
        ValidateRange(options, problems, Settings.Timeout, options.Timeout, TimeSpan.FromMilliseconds(1), Hour, "1 ms to 1 hour");
        ValidateRange(options, problems, Settings.MaxConcurrency, options.MaxConcurrency, 1, TwilioConnectorOptions.HighestConcurrency, "1 to 1,000");
        ValidateRange(options, problems, Settings.MaxRetries, options.MaxRetries, 0, MostRetries, "0 to 10");
        ValidateRange(options, problems, Settings.MaxRetryDelay, options.MaxRetryDelay, TimeSpan.Zero, Hour, "0 s to 1 hour");
        ValidateRange(options, problems, Settings.MaxRetryTime, options.MaxRetryTime, TimeSpan.Zero, Day, "0 s to 1 day");
        ValidateRange(options, problems, Settings.ListDelay, options.ListDelay, TimeSpan.Zero, Day, "0 s to 1 day");
        ValidateRange(
            options, problems, Settings.LedgerRetention, options.LedgerRetention, TimeSpan.FromDays(2), TimeSpan.FromDays(3650), "2 to 3,650 days");
        ValidateWebhooks(options, problems);
        if (options.TemplateSettings is null)
        {
            problems.Add("TemplateSettings is null.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void ValidateRange<T>(
        TwilioConnectorOptions options, List<string> problems, Setting setting, T value, T least, T most, string range)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            problems.Add($"{options.Source.NameOf(setting)} is outside {range}.");
        }
    }

    private static void ValidateAccount(TwilioConnectorOptions options, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(options.Account))
        {
            problems.Add(Missing(options, Settings.Account, ": set it to the account SID shown in the Twilio console."));
        }
        else if (!SmsAddress.IsSid(options.Account!, "AC"))
        {
            problems.Add($"{options.Source.NameOf(Settings.Account)} is not an account SID, which is AC and 32 hexadecimal digits.");
        }
    }

    private static void ValidateCredentials(TwilioConnectorOptions options, List<string> problems)
    {
        var hasKey = ValidatePair(options, problems, (Settings.ApiKeySid, options.ApiKeySid), (Settings.ApiKeySecret, options.ApiKeySecret), "API key");
        var hasClient = ValidatePair(options, problems, (Settings.ClientId, options.ClientId), (Settings.ClientSecret, options.ClientSecret), "OAuth client");
        if (hasKey && hasClient)
        {
            problems.Add($"{options.Source.NameOf(Settings.ApiKeySid)} and {options.Source.NameOf(Settings.ClientId)} are both set: keep one of them.");
        }

        if (!hasKey && !hasClient && string.IsNullOrWhiteSpace(options.Token))
        {
            problems.Add(Missing(options, Settings.Token, $": set it to the account's auth token, or set {Settings.ApiKeySid.Name} and "
                + $"{Settings.ApiKeySecret.Name}, or {Settings.ClientId.Name} and {Settings.ClientSecret.Name}."));
        }
    }

    /// <summary>Whether one of two settings is there that go together.</summary>
    private static bool ValidatePair(
        TwilioConnectorOptions options, List<string> problems, (Setting Setting, string? Value) id, (Setting Setting, string? Value) secret, string what)
    {
        var hasId = !string.IsNullOrWhiteSpace(id.Value);
        var hasSecret = !string.IsNullOrWhiteSpace(secret.Value);
        if (hasId && !hasSecret)
        {
            problems.Add(Missing(options, secret.Setting, $": an {what} needs its secret."));
        }
        else if (hasSecret && !hasId)
        {
            problems.Add(Missing(options, id.Setting, $": the secret of an {what} is set without it."));
        }

        return hasId || hasSecret;
    }

    private static string Missing(TwilioConnectorOptions options, Setting setting, string remedy) =>
        $"{options.Source.NameOf(setting)} is missing{remedy}{options.Source.DidYouMean(setting)}";

    private static void ValidateAddress(TwilioConnectorOptions options, List<string> problems)
    {
        ValidateHostPart(options, problems, Settings.Region, options.Region, "a region's name such as ie1");
        ValidateHostPart(options, problems, Settings.Edge, options.Edge, "an edge's name such as dublin");
        if (options.BaseAddress is { } address && !TwilioHost.IsSafe(address, options.AllowHttpHost))
        {
            problems.Add($"{options.Source.NameOf(Settings.BaseAddress)} has to be an absolute https address, or http on loopback: credentials "
                + $"never travel unencrypted. For a host of your development environment there is {Settings.AllowHttpHost.Name}.");
        }

        if (options is { Region: { } region, Edge: null, BaseAddress: null } && TwilioHost.EdgeOf(region) is null)
        {
            problems.Add($"{options.Source.NameOf(Settings.Edge)} is missing: the edge of {Settings.Region.Name} (Region) is not known.");
        }
    }

    private static void ValidateWebhooks(TwilioConnectorOptions options, List<string> problems)
    {
        if (options.PublicUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "https" or "http" && url.Query.Length == 0 && url.UserInfo.Length == 0))
        {
            problems.Add($"{options.Source.NameOf(Settings.PublicUrl)} has to be an absolute https or http address without a query.");
        }

        if (options.WebhookTokens is null || options.WebhookTokens.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add("WebhookTokens has an empty token: anybody could sign with it.");
        }

        if (options.WebhookKeys is null || options.WebhookKeys.Values.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add("WebhookKeys has an empty secret: anybody could sign with it.");
        }
    }

    private static void ValidateHostPart(TwilioConnectorOptions options, List<string> problems, Setting setting, string? value, string form)
    {
        if (value is not null && (value.Length == 0 || !value.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
        {
            problems.Add($"{options.Source.NameOf(setting)} is not {form}.");
        }
    }
}
