using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// What happens to values on their way to the output: formats and escaping.
internal sealed partial class Parser
{
    private const int EscapedPerSource = 4;

    private long escapedLength;

    public Parser(TemplateSource source, EvaluationContext context, CancellationToken cancellationToken)
        : this(source, context.Settings, cancellationToken)
    {
        this.context = this.context with { OutputFormat = context.OutputFormat, AutoEscaping = context.AutoEscaping };
    }

    public bool Escapes => OutputFormat.IsMarkup && context.AutoEscaping switch
    {
        TemplateAutoEscaping.Disable => false,
        TemplateAutoEscaping.EnableIfDefault => OutputFormat.AutoEscapesByDefault,
        _ => true,
    };

    public EvaluationContext EvaluationContext() => new(settings, OutputFormat, context.AutoEscaping, Scope, Unit);

    /// <summary>Parses the text of an <c>?eval</c>: an expression; what follows it is not looked at.</summary>
    public Expression ParseEvaluated()
    {
        scanner.StartExpression();
        var expression = ParseExpression();
        Unit.Complete();
        return expression;
    }

    /// <summary>What <c>#escape</c> around makes of a printed expression; the innermost one comes first.</summary>
    private Expression Escaped(Expression expression)
    {
        for (var rule = context.Escape; rule is not null; rule = rule.Outer)
        {
            CheckEscaped(rule);
            var outer = scanner;
            scanner = Scanner.OfExpression(outer, rule.Start, rule.End);
            var substitutes = new Dictionary<string, Expression>(StringComparer.Ordinal) { [rule.Variable] = expression };
            using (Within(context with { Substitutes = substitutes, Escape = null }))
            {
                expression = ParseExpression();
            }

            scanner = outer;
        }

        return expression;
    }

    /// <summary>An expression that is put in is parsed each time, so that the limit of the source's length holds for it too.</summary>
    private void CheckEscaped(EscapeRule rule)
    {
        escapedLength += rule.End - rule.Start;
        if (settings.Limits.SourceLength != TemplateLimits.Unlimited && escapedLength > (long)settings.Limits.SourceLength * EscapedPerSource)
        {
            throw Error(
                FormattableString.Invariant(
                    $"The expressions that #escape puts in here are together {EscapedPerSource} times as long as the limit {nameof(TemplateLimits)}.{nameof(TemplateLimits.SourceLength)} of {settings.Limits.SourceLength} characters. Write a function for what they do, or raise the limit for templates you trust."),
                rule.Start);
        }
    }

    private void ParseEscape(Token start)
    {
        RequireNoAutoEscaping("#escape", start.Start);
        var variable = NameOf(Expect(TokenKind.Identifier, "a variable"));
        Expect(TokenKind.As, "\"as\"");
        var first = scanner.NextStart;
        ParseExpression();
        var rule = new EscapeRule(variable, first, scanner.LastEnd, context.Escape);
        TakeTagEnd();
        ParseTransparent(start, Directive.Escape, "escape", context with { Escape = rule });
    }

    private void ParseNoEscape(Token start)
    {
        RequirePlace(context.Escape is not null, "#noescape can only stand inside #escape.", start.Start);
        ParseTransparent(start, Directive.NoEscape, "noescape", context with { Escape = context.Escape?.Outer });
    }

    private void ParseAutoEsc(Token start, bool enable)
    {
        if (enable && !OutputFormat.IsMarkup)
        {
            throw Error($"#autoesc needs a markup output format such as HTML, but here it is {OutputFormat}.", start.Start);
        }

        RequireAllowedByPolicy(enable, "#noautoesc", start.Start);
        var inner = context with { AutoEscaping = enable ? TemplateAutoEscaping.EnableIfSupported : TemplateAutoEscaping.Disable };
        ParseTransparent(start, enable ? Directive.AutoEsc : Directive.NoAutoEsc, enable ? "autoesc" : "noautoesc", inner);
    }

    private void ParseOutputFormat(Token start)
    {
        var name = ParseExpression();
        TakeTagEnd();
        RequireNot(name, Literals.Number | Literals.Boolean | Literals.Sequence | Literals.Hash, "the name of an output format");
        var format = FindOutputFormat(ConstantText(name), start.Start);
        RequireAllowedByPolicy(format.IsMarkup, $"The output format {format}, which escapes nothing,", start.Start);
        ParseTransparent(start, Directive.OutputFormat, "outputformat", context with { OutputFormat = format });
    }

    /// <summary>A format by name; <c>{inner}</c> is combined with the one in force, <c>outer{inner}</c> combines two.</summary>
    private OutputFormat FindOutputFormat(string name, int at)
    {
        var brace = name.IndexOf('{');
        if (brace < 0 || !name.EndsWith('}'))
        {
            return OutputFormat.Find(name)
                ?? throw Error($"There is no output format '{name}'.{Suggestion.For(name, OutputFormat.Names, string.Empty)}", at);
        }

        var inner = FindOutputFormat(name.Substring(brace + 1, name.Length - brace - 2), at);
        var outer = brace == 0 ? OutputFormat : FindOutputFormat(name.Substring(0, brace), at);
        return outer.IsMarkup && inner.IsMarkup
            ? OutputFormat.Combine(outer, inner, isNamed: brace > 0)
            : throw Error($"Only markup formats can be combined, not {outer} and {inner}.", at);
    }

    /// <summary>Under the policy <c>force</c> nothing goes unescaped: what would is refused.</summary>
    private void RequireAllowedByPolicy(bool escapes, string what, int at)
    {
        if (!escapes && settings.AutoEscaping == TemplateAutoEscaping.Force)
        {
            throw Error($"{what} cannot be used here: {nameof(TemplateSettings)}.{nameof(TemplateSettings.AutoEscaping)} forces escaping.", at);
        }
    }

    private void RequireNoAutoEscaping(string name, int at)
    {
        if (Escapes)
        {
            throw Error($"{name} would escape twice: {OutputFormat} output is escaped automatically here. Take it out, or switch off with #noautoesc.", at);
        }
    }

    /// <summary>Directives that mean something to the parser only.</summary>
    private void ParseTransparent(Token start, Directive directive, string name, ParserContext inner)
    {
        var content = layout.Open(directive is Directive.Escape or Directive.NoEscape ? LayoutKind.Directive : LayoutKind.Wrapper, start.Start);
        using (Within(inner))
        {
            ParseBody(start);
        }

        TakeEndTag(directive, name);
        layout.Close(new Transparent(start.Start, content), scanner.LastEnd);
    }

    private string ConstantText(Expression expression)
    {
        var value = ConstantOf(expression);
        return value.Kind == ValueKind.String
            ? value.AsString()
            : throw Error("This must be a string that is known while parsing: no variables, no interpolations.", expression.Start);
    }

    private Value ConstantOf(Expression expression)
    {
        if (!expression.IsLiteral)
        {
            throw Error("This must be known while parsing: no variables, no interpolations.", expression.Start);
        }

        try
        {
            return expression.Evaluate(Environment.OfConstants(source, settings, TemplateParser.Instance, expression));
        }
        catch (TemplateRenderException e)
        {
            // Without advice: what it says to write is not known while parsing either.
            var reason = e.Advice is null ? e.Description : e.Description.Replace(Advice.Sentence(e.Advice), string.Empty);
            throw Error($"This must be known while parsing, but has no value: {reason}", expression.Start);
        }
    }
}
