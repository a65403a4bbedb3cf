using System.Text.Json;

namespace TwilioSms.Tests.Errors;

/// <summary>The shared facts of Twilio's errors (Data/twilio-errors.json): what each code and each HTTP status becomes.</summary>
internal static class TwilioErrorFacts
{
    private static readonly JsonElement Facts = Load();

    /// <summary>Codes that may answer a message, with their HTTP status and the documented error.</summary>
    public static IEnumerable<(int Code, int Status, string Error)> Synchronous => Codes("synchronous");

    /// <summary>Codes of delivery reports and of other resources.</summary>
    public static IEnumerable<(int Code, int Status, string Error)> Others => Codes("asynchronous").Concat(Codes("management"));

    /// <summary>Whether the message of a code may succeed later, in the words of the facts: <c>yes, ...</c>, <c>later ...</c>, <c>no</c>.</summary>
    public static string TransienceOf(int code) => Facts.GetProperty("codes").EnumerateArray()
        .Single(fact => fact.GetProperty("code").GetInt32() == code).GetProperty("transient").GetString()!;

    public static IEnumerable<(int Status, string Error)> StatusNames => Facts.GetProperty("httpStatusFallback").EnumerateObject()
        .Select(status => (int.Parse(status.Name, System.Globalization.CultureInfo.InvariantCulture), status.Value.GetString()!));

    private static IEnumerable<(int Code, int Status, string Error)> Codes(string phase) =>
        Facts.GetProperty("codes").EnumerateArray()
            .Where(code => code.GetProperty("phase").GetString() == phase)
            .Select(code => (
                code.GetProperty("code").GetInt32(),
                code.TryGetProperty("httpStatus", out var status) ? status.GetInt32() : 400,
                code.TryGetProperty("connectorError", out var error) ? error.GetString()! : "BAD_REQUEST"));

    private static JsonElement Load()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "twilio-errors.json")));
        return json.RootElement.Clone();
    }
}
