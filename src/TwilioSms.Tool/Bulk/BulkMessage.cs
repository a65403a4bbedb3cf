using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tool.Bulk;

/// <summary>What is sent to every row: a template over the columns of the file.</summary>
/// <param name="From">The sender.</param>
/// <param name="ToColumn">The column that the numbers are in.</param>
/// <param name="Body">The template.</param>
/// <param name="Metadata">Values that are the same for all; a column of the same name wins.</param>
/// <param name="MaxSegments">The most segments that a text may take.</param>
/// <param name="Rate">How many messages go out in a second.</param>
internal sealed record BulkMessage(string From, string ToColumn, string Body, JsonElement? Metadata, int? MaxSegments, double? Rate)
{
    public SmsMessage For(Row row)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in Metadata?.EnumerateObject() ?? default)
        {
            values[property.Name] = property.Value;
        }

        foreach (var (column, value) in row.Values)
        {
            values[column] = value;
        }

        return new SmsMessage { From = From, To = [row.To], Body = Body, Metadata = values, MaxSegments = MaxSegments };
    }

    /// <summary>Tells of a mistake in the template before any row meets it.</summary>
    /// <exception cref="TemplateException">There is one.</exception>
    public void CheckTemplate(TwilioConnectorOptions settings) => Template.Parse(Body, settings.TemplateSettings);

    /// <summary>Tells what is sent to whom from anything else.</summary>
    public string Fingerprint(RecipientFile file)
    {
        string[] parts = [file.Digest, From, ToColumn, Body, Metadata?.GetRawText() ?? ""];
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
    }
}
