using System.Text;
using System.Text.Json;
using TwilioSms.Engines;

namespace TwilioSms.Camunda.Dialects;

/// <summary>The variables of Camunda 7: a type and a value, which for JSON and for objects is a text.</summary>
internal static class TypedVariables
{
    /// <summary>The inputs of an action as JSON. What cannot be read by its type is left as its text, for the action to judge.</summary>
    /// <exception cref="UnreadableRequestException">They cannot be read.</exception>
    public static string ToInputs(JsonElement variables)
    {
        try
        {
            return Encoding.UTF8.GetString(WireObject.Write(variables, static (writer, variables) =>
            {
                foreach (var variable in variables.EnumerateObject())
                {
                    writer.WritePropertyName(variable.Name);
                    Write(writer, variable.Value);
                }
            }));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw new UnreadableRequestException("The variables have half a character, a surrogate without its other, or are none.");
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement variable)
    {
        var value = variable.GetProperty("value");
        if (value.ValueKind == JsonValueKind.String && IsJson(variable) && TryParse(value.GetString()!) is { } json)
        {
            using (json)
            {
                json.RootElement.WriteTo(writer);
            }
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static bool IsJson(JsonElement variable) => (Text(variable, "type"), variable) switch
    {
        ("Json" or "json", _) => true,
        ("Object" or "object", _) => variable.TryGetProperty("valueInfo", out var info) && Text(info, "serializationDataFormat") == "application/json",
        _ => false,
    };

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
