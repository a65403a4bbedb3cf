using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Parses what a template reads while it runs: templates it includes, texts it has computed.</summary>
internal interface ITemplateParser
{
    /// <summary>The tree of a template of its own.</summary>
    /// <exception cref="TemplateSyntaxException">It is not valid.</exception>
    ParsedTemplate Parse(TemplateSource source, TemplateSettings settings, CancellationToken cancellationToken);

    /// <summary>The tree of a template that stands in another one.</summary>
    /// <exception cref="TemplateSyntaxException">It is not valid.</exception>
    ParsedTemplate Parse(TemplateSource source, EvaluationContext context, CancellationToken cancellationToken);

    /// <summary>An expression that stands in a template; what follows it is not looked at.</summary>
    /// <exception cref="TemplateSyntaxException">It is not valid.</exception>
    (Expression Expression, Unit Unit) ParseExpression(TemplateSource source, EvaluationContext context, CancellationToken cancellationToken);
}
