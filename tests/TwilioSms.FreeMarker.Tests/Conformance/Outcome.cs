using System.Globalization;
using System.Text.Json;
using TwilioSms.Tool;

namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>What came of rendering a template: its output, or the error.</summary>
internal sealed record Outcome(string? Output, OutcomeError? Error)
{
    public static Outcome Parse(JsonElement json) =>
        json.TryGetProperty("error", out var error)
            ? new Outcome(null, OutcomeError.Parse(error))
            : new Outcome(ConformanceCase.Text(json, "output"), null);

    public override string ToString() => Error?.ToString() ?? JsonText.Encode(Output ?? "");
}

/// <summary>An error: its kind in FreeMarker's terms (<c>syntax</c>, <c>missing</c>, <c>other</c>), and where it is; <c>Template</c> only where that is not the main one.</summary>
internal sealed record OutcomeError(string Class, string Kind, int Line, int Column, string? Template, string? Message)
{
    public static OutcomeError Parse(JsonElement json) => new(
        ConformanceCase.Text(json, "class") ?? "",
        ConformanceCase.Text(json, "kind") ?? "",
        json.TryGetProperty("line", out var line) ? line.GetInt32() : 0,
        json.TryGetProperty("column", out var column) ? column.GetInt32() : 0,
        ConformanceCase.Text(json, "template"),
        ConformanceCase.Text(json, "message"));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Class} ({Kind}) at {Line}:{Column}{(Template is null ? "" : " in " + Template)}{(Message is null ? "" : ": " + Message)}");
}
