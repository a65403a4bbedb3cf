using System.Text;
using System.Text.Json;
using TwilioSms.Engines;

namespace TwilioSms.Activiti.Wire;

/// <summary>The variables of an engine: JSON as it is, or a type with the text of a value.</summary>
internal static class Variables
{
    /// <summary>The inputs of an action as JSON. What is not of its type is left as its text, for the action to judge.</summary>
    /// <exception cref="UnreadableRequestException">They cannot be read.</exception>
    public static string ToInputs(JsonElement variables)
    {
        try
        {
            return Encoding.UTF8.GetString(WireObject.Write(variables, static (writer, variables) =>
            {
                foreach (var variable in variables.ValueKind == JsonValueKind.Object ? variables.EnumerateObject() : default)
                {
                    writer.WritePropertyName(variable.Name);
                    Write(writer, variable.Value);
                }
            }));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new UnreadableRequestException("The inputs have half a character, a surrogate without its other.");
        }
    }

    /// <summary>Writes the variable that an action's JSON becomes for an engine.</summary>
    /// <param name="writer">Writes.</param>
    /// <param name="name">The name of the variable.</param>
    /// <param name="json">Its value.</param>
    public static void WriteJson(Utf8JsonWriter writer, string name, string json)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "json");
        // An engine refuses a value that looks like one of its expressions.
        writer.WriteString("value", json.Replace("${", "\\u0024{", StringComparison.Ordinal));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement variable)
    {
        if (variable.ValueKind == JsonValueKind.Object
            && variable.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            && variable.TryGetProperty("value", out var value))
        {
            Write(writer, type.GetString()!, value);
        }
        else
        {
            variable.WriteTo(writer);
        }
    }

    private static void Write(Utf8JsonWriter writer, string type, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            value.WriteTo(writer);
            return;
        }

        var text = value.GetString()!;
        using var json = IsText(type) ? null : Parse(text);
        if (json is null || !IsOf(type, json.RootElement.ValueKind))
        {
            writer.WriteStringValue(text);
        }
        else if (type == "object" && json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("object", out var inner))
        {
            inner.WriteTo(writer);
        }
        else
        {
            json.RootElement.WriteTo(writer);
        }
    }

    private static bool IsText(string type) => type is "string" or "character" or "date" or "localdate" or "localdatetime";

    private static bool IsOf(string type, JsonValueKind kind) => type switch
    {
        "integer" or "long" or "short" or "byte" or "double" or "float" or "bigdecimal" => kind == JsonValueKind.Number,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        _ => true,
    };

    private static JsonDocument? Parse(string text)
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
