using System.CommandLine;
using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms.Tool;

/// <summary>Shows what a template becomes, without sending it.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var jsonl = new Option<FileInfo>("--jsonl")
        {
            Description = "Renders one case a line: {\"id\",\"template\",\"model\",\"templates\"?,\"settings\"?,\"name\"?}.",
        }.AcceptExistingOnly();
        var limits = new Option<string>("--limits") { Description = "The engine's limits: default or none.", DefaultValueFactory = _ => "default" };
        limits.AcceptOnlyFromAmong("default", "none");
        var templates = new Option<DirectoryInfo>("--templates") { Description = "A folder of templates that the template includes." }.AcceptExistingOnly();
        var message = new MessageOptions();
        var command = new Command("render", "Renders a template and tells how the text would travel.") { jsonl, limits, templates };
        message.AddTo(command);
        command.Validators.Add(result =>
        {
            var single = result.GetResult(jsonl) is null;
            message.RequireOne(result, bodyNeeded: single);
        });
        command.SetAction((arguments, cancellationToken) =>
        {
            var settings = new TemplateSettings
            {
                UrlEscapingCharset = "UTF-8",
                Loader = arguments.GetValue(templates) is { } folder ? new FolderTemplateLoader(folder.FullName) : null,
                Limits = arguments.GetValue(limits) == "none" ? TemplateLimits.None : new TemplateLimits(),
            };
            return arguments.GetValue(jsonl) is { } file
                ? JsonLines.RenderAsync(file, settings, Console.Out, cancellationToken)
                : RenderAsync(message.Body(arguments), message.Metadata(arguments), settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RenderAsync(string body, JsonElement? metadata, TemplateSettings settings, CancellationToken cancellationToken)
    {
        const string Name = "body.ftl";
        try
        {
            var template = Template.Parse(body, settings, Name, cancellationToken);
            var text = await template.RenderAsync(metadata is { } json ? DataModel.From(json) : DataModel.Empty, cancellationToken);
            await Console.Out.WriteLineAsync(text);
            await Console.Out.WriteLineAsync();
            await Console.Out.WriteLineAsync(SegmentText.Of(SmsSegments.Count(text)));
            if (SmsSegments.Count(text, smartEncoded: true) is var smart && smart.Text != text)
            {
                await Console.Out.WriteLineAsync($"With smart encoding: {SegmentText.Of(smart)}");
            }

            return ExitCode.Success;
        }
        catch (TemplateException error)
        {
            var place = error.TemplateName == Name ? "" : $" (in {error.TemplateName})";
            await Console.Error.WriteLineAsync($"{JsonLines.CodeAndPlaceOf(error)}: {error.Description}{place}");
            return ExitCode.Failed;
        }
    }
}
