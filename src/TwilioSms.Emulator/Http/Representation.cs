using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TwilioSms.Emulator.Http;

/// <summary>Writes answers in the representation the path's extension asks for: JSON for <c>.json</c>, else XML, as Twilio does.</summary>
internal static class Representation
{
    // Twilio's bodies are served to programs, never embedded in HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TwilioResponse Of(int status, string extension, string element, Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(json, Plain))
        {
            write(writer);
        }

        return extension == ".json"
            ? new TwilioResponse(status, "application/json", json.WrittenMemory)
            : new TwilioResponse(status, "application/xml", XmlRepresentation.FromJson(json.WrittenMemory, element));
    }

    public static TwilioResponse Of(TwilioError error, string extension) =>
        Of(error.Status, extension, "RestException", writer => Write(writer, error)) with { Error = error };

    private static void Write(Utf8JsonWriter writer, TwilioError error)
    {
        writer.WriteStartObject();
        writer.WriteNumber("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteString("more_info", error.MoreInfo);
        writer.WriteNumber("status", error.Status);
        writer.WriteEndObject();
    }
}
