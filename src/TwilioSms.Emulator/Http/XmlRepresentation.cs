using System.Text;
using System.Text.Json;
using System.Xml;

namespace TwilioSms.Emulator.Http;

/// <summary>The XML form of an answer: the JSON's members as elements, their names in Pascal case.</summary>
internal static class XmlRepresentation
{
    public static byte[] FromJson(ReadOnlyMemory<byte> json, string element)
    {
        using var document = JsonDocument.Parse(json);
        using var xml = new MemoryStream();
        // A character that XML 1.0 cannot carry is written as a reference rather than refused.
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false };
        using (var writer = XmlWriter.Create(xml, settings))
        {
            writer.WriteStartElement("TwilioResponse");
            Write(writer, element, document.RootElement);
            writer.WriteEndElement();
        }

        return xml.ToArray();
    }

    private static void Write(XmlWriter writer, string name, JsonElement value)
    {
        writer.WriteStartElement(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Write(writer, PascalCase(member.Name), member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, name.TrimEnd('s'), item);
                }

                break;
            default:
                writer.WriteString(value.ToString());
                break;
        }

        writer.WriteEndElement();
    }

    private static string PascalCase(string name) =>
        string.Concat(name.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
