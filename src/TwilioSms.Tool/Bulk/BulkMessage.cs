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
    /// <summary>The message to a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="key">Under which it is sent once; null where it is not sent at all.</param>
    public SmsMessage For(Row row, string? key)
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

        return new SmsMessage { From = From, To = [row.To], Body = Body, Metadata = values, MaxSegments = MaxSegments, IdempotencyKey = key };
    }

    /// <summary>Tells of a mistake in the template before any row meets it.</summary>
    /// <exception cref="TemplateException">There is one.</exception>
    public void CheckTemplate(TwilioConnectorOptions settings) => Template.Parse(Body, settings.TemplateSettings);
}
