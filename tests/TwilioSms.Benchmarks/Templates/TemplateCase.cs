using System.Text.Json;

namespace TwilioSms.Benchmarks.Templates;

/// <summary>One of the cases of <c>cases.json</c>: a template, its data model, and what it renders to.</summary>
internal sealed record TemplateCase(string Source, JsonElement Model, string Expected)
{
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Templates", "cases.json");

    public static TemplateCase Read(string id)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path));
        var found = document.RootElement.EnumerateArray().Single(item => item.GetProperty("id").GetString() == id);
        return new TemplateCase(
            found.GetProperty("template").GetString()!,
            found.GetProperty("model").Clone(),
            found.GetProperty("expected").GetString()!);
    }
}
