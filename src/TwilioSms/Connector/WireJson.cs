using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioSms;

/// <summary>Writes the JSON that process engines read.</summary>
internal static class WireJson
{
    // The default encoder would write the + of every phone number as \u002B.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, state);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
