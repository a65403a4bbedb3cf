using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace TwilioSms.Tool;

/// <summary>The template and its metadata, each given in place or as a file.</summary>
internal sealed class MessageOptions
{
    private readonly Option<string?> body = new("--body") { Description = "The text: a FreeMarker template." };
    private readonly Option<FileInfo> bodyFile = new Option<FileInfo>("--body-file") { Description = "A file that holds the template." }.AcceptExistingOnly();
    private readonly Option<string?> metadata = new("--metadata") { Description = "The values the template refers to, as a JSON object." };
    private readonly Option<FileInfo> metadataFile = new Option<FileInfo>("--metadata-file") { Description = "A file that holds them." }.AcceptExistingOnly();

    public MessageOptions()
    {
        metadata.Validators.Add(result => CheckJson(result, result.GetValue(metadata)));
        metadataFile.Validators.Add(result => CheckJson(result, Read(result.GetValue(metadataFile))));
    }

    public void AddTo(Command command)
    {
        command.Options.Add(body);
        command.Options.Add(bodyFile);
        command.Options.Add(metadata);
        command.Options.Add(metadataFile);
    }

    /// <summary>Adds an error where the template is given twice, or not at all although it is needed.</summary>
    public void RequireOne(CommandResult result, bool bodyNeeded)
    {
        var bodies = Given(result, body) + Given(result, bodyFile);
        if (bodies > 1 || (bodies == 0 && bodyNeeded))
        {
            result.AddError("Give the text once: as --body or as --body-file.");
        }

        if (Given(result, metadata) + Given(result, metadataFile) > 1)
        {
            result.AddError("Give the metadata once: as --metadata or as --metadata-file.");
        }
    }

    public string Body(ParseResult arguments) => arguments.GetValue(body) ?? Read(arguments.GetValue(bodyFile)) ?? string.Empty;

    public JsonElement? Metadata(ParseResult arguments)
    {
        var text = arguments.GetValue(metadata) ?? Read(arguments.GetValue(metadataFile));
        return text is null ? null : JsonElement.Parse(text);
    }

    private static int Given(CommandResult command, Option option) => command.GetResult(option) is { Implicit: false } ? 1 : 0;

    private static string? Read(FileInfo? file) => file is { Exists: true } ? File.ReadAllText(file.FullName) : null;

    private static void CheckJson(OptionResult result, string? text)
    {
        try
        {
            if (text is not null && JsonElement.Parse(text).ValueKind != JsonValueKind.Object)
            {
                result.AddError("The metadata must be a JSON object, such as {\"name\":\"Ann\"}.");
            }
        }
        catch (JsonException error)
        {
            result.AddError($"The metadata is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
    }
}
