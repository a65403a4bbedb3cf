using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioSms.Engines;

/// <summary>JSON objects that are written by hand, for engines.</summary>
internal static class WireObject
{
    // The default encoder would write the + of every phone number as \u002B.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object, whose content <paramref name="write"/> writes.</summary>
    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer, state);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static JsonDocument Parse<TState>(TState state, Action<Utf8JsonWriter, TState> write) => JsonDocument.Parse(Write(state, write));
}
