using System.Collections.ObjectModel;
using System.Globalization;

namespace TwilioSms.Webhooks;

/// <summary>The parameters that a webhook posts, by name.</summary>
internal static class WebhookForm
{
    /// <summary>A name that is there twice, which Twilio never does, has its last value.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in FormBody.Parse(body))
        {
            parameters[parameter.Key] = parameter.Value;
        }

        return parameters;
    }

    /// <summary>The first of the names that has a value.</summary>
    /// <exception cref="FormatException">None has: the request is not <paramref name="what"/>.</exception>
    public static string Require(this IReadOnlyDictionary<string, string> parameters, string what, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parameters.Find(name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        throw new FormatException($"The request is not {what} of Twilio's: {names[0]} is missing.");
    }

    public static string? Find(this IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue(name, out var value) ? value : null;

    public static int? FindNumber(this IReadOnlyDictionary<string, string> parameters, string name) =>
        int.TryParse(parameters.Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static ReadOnlyDictionary<string, string> Copy(IReadOnlyDictionary<string, string> parameters) =>
        new(parameters.ToDictionary(static parameter => parameter.Key, static parameter => parameter.Value, StringComparer.Ordinal));
}
