namespace TwilioSms.FreeMarker;

/// <summary>Turns tokens into a tree.</summary>
internal sealed partial class Parser(TemplateSource source)
{
    public TemplateSyntaxException Error(string message, int offset)
    {
        var position = source.PositionOf(offset);
        return new(message, source.Name, position.Line, position.Column);
    }
}
