using System.Text.Json;

namespace TwilioSms.FreeMarker;

/// <summary>Makes data models.</summary>
public static class DataModel
{
    private sealed class Json : ITemplateHash;

    /// <summary>A data model over a JSON object; key order is kept, a JSON null is a missing value.</summary>
    public static ITemplateHash From(JsonElement json) => new Json();
}
