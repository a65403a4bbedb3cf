using System.Text.Json;

namespace TwilioSms.Camunda.Dialects;

/// <summary>Reads what engines answer, and writes what they all are told alike.</summary>
internal static class EngineJson
{
    /// <exception cref="EngineException">It is not what the engine's description says.</exception>
    public static IReadOnlyList<TJob> ReadJobs<TJob>(JsonElement answer, Func<JsonElement, JsonElement> jobs, Func<JsonElement, TJob> read)
    {
        try
        {
            return [.. jobs(answer).EnumerateArray().Select(read)];
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new EngineException(EngineTrouble.Unreachable, $"the answer holds no jobs ({exception.GetType().Name}): is the address the engine's?");
        }
    }

    /// <summary>A key, which is a text in newer versions and a number in older ones.</summary>
    public static string Key(JsonElement json, string name)
    {
        var key = json.GetProperty(name);
        return key.ValueKind == JsonValueKind.Number ? key.GetRawText() : key.GetString() ?? throw new FormatException();
    }

    public static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>A time, as engines count it.</summary>
    public static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
