using System.CommandLine;
using System.Text.Json;
using TwilioSms.FreeMarker;

namespace TwilioSms.ConsoleDemo;

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
        var message = new MessageOptions();
        var command = new Command("render", "Renders a template and tells how the text would travel.") { jsonl, limits };
        message.AddTo(command);
        command.Validators.Add(result =>
        {
            var single = result.GetValue(jsonl) is null;
            message.RequireOne(result, bodyNeeded: single);
        });
        command.SetAction((arguments, cancellationToken) =>
        {
            var settings = new TemplateSettings
            {
                UrlEscapingCharset = "UTF-8",
                Limits = arguments.GetValue(limits) == "none" ? TemplateLimits.None : new TemplateLimits(),
            };
            return arguments.GetValue(jsonl) is { } file
                ? JsonLines.RenderAsync(file, settings, Console.Out, cancellationToken)
                : Task.FromResult(Render(message.Body(arguments), message.Metadata(arguments), settings, cancellationToken));
        });
        return command;
    }

    private static int Render(string body, JsonElement? metadata, TemplateSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var text = Template.Parse(body, settings).Render(DataModel.From(metadata ?? JsonElement.Parse("{}")), cancellationToken);
            var segments = SmsSegments.Count(text);
            Console.Out.WriteLine(text);
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{(segments.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2")}, {segments.Segments} segment{(segments.Segments == 1 ? "" : "s")}");
            return ExitCode.Success;
        }
        catch (TemplateException error)
        {
            Console.Error.WriteLine($"{JsonLines.CodeOf(error)} at line {error.Line}, column {error.Column}: {error.Message}");
            return ExitCode.Failed;
        }
    }
}
