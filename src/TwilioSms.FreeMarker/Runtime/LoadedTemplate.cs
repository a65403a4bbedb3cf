using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>A template that a loader found, parsed when it is first needed.</summary>
internal sealed class LoadedTemplate(TemplateSource source, ITemplateParser parser)
{
    private ParsedTemplate? parsed;

    public TemplateSource Source => source;

    /// <summary>Its tree. It is charged as if it were parsed each time, so that no rendering depends on an earlier one.</summary>
    /// <exception cref="TemplateSyntaxException">It is not valid.</exception>
    public ParsedTemplate Parse(Environment environment, Node at)
    {
        environment.Budget.ChargeParsing(source.Text.Length, at);
        return Parse(environment.TemplateSettings, environment.Budget.CancellationToken);
    }

    /// <summary>Its tree, for a directive that fails where there is none.</summary>
    public ParsedTemplate Parsed(Environment environment, Node at)
    {
        try
        {
            return Parse(environment, at);
        }
        catch (TemplateSyntaxException e)
        {
            throw environment.Errors.At(TemplateRenderFailure.Other, $"The template {environment.Position.NameOf(source.Name)} does not parse: {e.Message}", at, e);
        }
    }

    /// <summary>The templates it includes and imports by constant names; none where it does not parse.</summary>
    public IReadOnlyList<string> LiteralNames(TemplateSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(settings, cancellationToken).LiteralNames;
        }
        catch (TemplateSyntaxException)
        {
            // The directive that needs the template reports it.
            return [];
        }
    }

    private ParsedTemplate Parse(TemplateSettings settings, CancellationToken cancellationToken) =>
        parsed ??= parser.Parse(source, settings, cancellationToken);
}
