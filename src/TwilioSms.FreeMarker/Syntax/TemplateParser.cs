using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>The parser as renderings use it.</summary>
internal sealed class TemplateParser : ITemplateParser
{
    public static readonly TemplateParser Instance = new();

    private TemplateParser()
    {
    }

    public ParsedTemplate Parse(TemplateSource source, TemplateSettings settings, CancellationToken cancellationToken) =>
        new Parser(source, settings, cancellationToken).ParseTemplate();

    public ParsedTemplate Parse(TemplateSource source, EvaluationContext context, CancellationToken cancellationToken) =>
        new Parser(source, context, cancellationToken).ParseTemplate();

    public (Expression Expression, Unit Unit) ParseExpression(TemplateSource source, EvaluationContext context, CancellationToken cancellationToken)
    {
        var parser = new Parser(source, context, cancellationToken);
        return (parser.ParseEvaluated(), parser.Unit);
    }
}
