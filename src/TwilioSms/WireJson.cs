using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioSms;

/// <summary>Writes the JSON that process engines read.</summary>
internal static class WireJson
{
    // The default encoder would write the + of every phone number as \u002B.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Line ends are given, or they would be the machine's.
    private static readonly JsonWriterOptions Indented = Options with { Indented = true, NewLine = "\n" };

    public static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write) => Write(state, write, Options);

    public static string WriteIndented<TState>(TState state, Action<Utf8JsonWriter, TState> write) => Write(state, write, Indented) + "\n";

    private static string Write<TState>(TState state, Action<Utf8JsonWriter, TState> write, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer, state);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
