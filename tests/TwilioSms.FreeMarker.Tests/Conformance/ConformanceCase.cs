using System.Text.Json;
using TwilioSms.Tool;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>A template with what Apache FreeMarker 2.3.31 makes of it: a line of a <c>.jsonl</c> file.</summary>
internal sealed record ConformanceCase
{
    public required string Id { get; init; }

    public required string Template { get; init; }

    public string Name { get; init; } = "main.ftl";

    public JsonElement Model { get; init; }

    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public required Outcome Expected { get; init; }

    public string Category => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    public static ConformanceCase Parse(string line)
    {
        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1_000 });
        var root = document.RootElement;
        var result = new ConformanceCase
        {
            Id = Text(root, "id")!,
            Template = Text(root, "template")!,
            Model = root.TryGetProperty("model", out var model) ? model.Clone() : JsonDocument.Parse("{}").RootElement,
            Templates = Map(root, "templates"),
            Settings = Map(root, "settings"),
            Expected = Outcome.Parse(root),
        };
        return Text(root, "name") is { } name ? result with { Name = name } : result;
    }

    internal static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Decode(value) : null;

    private static Dictionary<string, string> Map(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(entry => entry.Name, entry => JsonText.Decode(entry.Value), StringComparer.Ordinal)
            : [];
}
