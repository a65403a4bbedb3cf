using System.CommandLine;

namespace TwilioSms.Tool;

/// <summary>Prints what a process engine or a modeller needs to know of the connector.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = "alfresco: a connector definition; camunda: an element template; markdown: the documentation's tables; svg: the icon.",
            DefaultValueFactory = _ => "markdown",
        };
        format.AcceptOnlyFromAmong("alfresco", "camunda", "markdown", "svg");
        var icon = new Option<FileInfo>("--icon") { Description = "An SVG file to show instead of the Twilio logo." }.AcceptExistingOnly();
        var command = new Command("describe", "Prints the connector's definition for process engines and modellers.") { format, icon };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var svg = arguments.GetValue(icon) is { } file ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : null;
            return Describe(arguments.GetRequiredValue(format), svg);
        });
        return command;
    }

    private static int Describe(string format, string? iconSvg)
    {
        try
        {
            var connector = iconSvg is null ? TwilioConnector.Describe() : TwilioConnector.Describe(iconSvg);
            Console.Out.Write(format switch
            {
                "alfresco" => connector.ToAlfrescoJson(),
                "camunda" => connector.ToCamundaJson(),
                "svg" => connector.IconSvg,
                _ => connector.ToMarkdown(),
            });
            return ExitCode.Success;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCode.BadArguments;
        }
    }
}
