using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tool;

/// <summary>Renders a file of cases, one JSON object a line, to one JSON object a line: a whole campaign, previewed.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    /// <summary>Renders every line. One that is no case, or asks for a setting that there is not, is told and does not stop the others.</summary>
    public static async Task<int> RenderAsync(FileInfo file, TemplateSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var number = 0;
        var exitCode = ExitCode.Success;
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var id = "null";
            try
            {
                using var document = JsonDocument.Parse(line, Options);
                id = IdOf(document.RootElement);
                await output.WriteLineAsync(Render(document.RootElement, settings, cancellationToken));
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
            {
                await Console.Error.WriteLineAsync($"{file.Name}, line {number}: not a case to render: {error.Message}");
                await output.WriteLineAsync($$$"""{"id":{{{id}}},"error":{"code":"NOT_A_CASE","line":0,"column":0}}""");
                exitCode = ExitCode.BadArguments;
            }
        }

        return exitCode;
    }

    private static string CodeOf(TemplateException error) => (error switch
    {
        TemplateSyntaxException => SmsErrorCode.TemplateSyntaxError,
        TemplateReadException => SmsErrorCode.TemplateReadError,
        _ => SmsErrorCode.TemplateMetadataError,
    }).ToWireName();

    /// <summary>The code of an error, and its place where it has one.</summary>
    public static string CodeAndPlaceOf(TemplateException error) => (error.Line, error.Column) switch
    {
        ({ } line, { } column) => $"{CodeOf(error)} at line {line}, column {column}",
        ({ } line, null) => $"{CodeOf(error)} at line {line}",
        _ => CodeOf(error),
    };

    private static string Render(JsonElement item, TemplateSettings settings, CancellationToken cancellationToken)
    {
        var id = IdOf(item);
        var name = item.TryGetProperty("name", out var named) ? JsonText.Decode(named) : "main.ftl";
        var source = JsonText.Decode(item.GetProperty("template"));
        foreach (var (setting, value) in Texts(item, "settings"))
        {
            settings = settings.With(setting, value);
        }

        try
        {
            var template = Template.Parse(source, settings with { Loader = new MemoryTemplateLoader(Texts(item, "templates").Append(new(name, source))) }, name, cancellationToken);
            var text = template.Render(item.TryGetProperty("model", out var model) ? DataModel.From(model) : DataModel.From(JsonElement.Parse("{}")), cancellationToken);
            return $$"""{"id":{{id}},"output":{{JsonText.Encode(text)}}}""";
        }
        catch (TemplateException error)
        {
            return $$$"""{"id":{{{id}}},"error":{"code":"{{{CodeOf(error)}}}","line":{{{error.Line ?? 0}}},"column":{{{error.Column ?? 0}}}}}""";
        }
    }

    private static string IdOf(JsonElement item) => item.TryGetProperty("id", out var id) ? id.GetRawText() : "null";

    private static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement item, string name) =>
        item.TryGetProperty(name, out var texts)
            ? texts.EnumerateObject().Select(text => KeyValuePair.Create(text.Name, JsonText.Decode(text.Value)))
            : [];
}
