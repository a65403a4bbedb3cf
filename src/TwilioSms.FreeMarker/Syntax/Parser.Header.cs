using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// <#ftl ...>, the header of a template.
internal sealed partial class Parser
{
    private void ParseHeader()
    {
        var token = scanner.Peek();
        if (token.Kind == TokenKind.Text && scanner.FirstNonBlank(token) == token.End && IsHeader(scanner.Peek(1)))
        {
            scanner.Take();
            token = scanner.Peek();
        }

        if (!IsHeader(token))
        {
            return;
        }

        scanner.Take();
        if (!token.HasParameters)
        {
            return;
        }

        Token? escaping = null;
        var header = new TemplateHeader(stripWhitespace, scanner.StrictSyntax);
        while (Next(TokenKind.Identifier))
        {
            var name = scanner.Take();
            Expect(TokenKind.Equal, "\"=\"");
            ParseHeaderParameter(name, ParseExpression(), ref header, ref escaping);
        }

        if (escaping is { } requester && !OutputFormat.IsMarkup)
        {
            throw Error($"auto_esc needs a markup output format such as HTML, but here it is {OutputFormat}; set output_format too.", requester.Start);
        }

        TakeLooseTagEnd();
    }

    private static bool IsHeader(Token token) => token.Kind == TokenKind.StartTag && token.Directive == Directive.Ftl;

    private void ParseHeaderParameter(Token token, Expression expression, ref TemplateHeader header, ref Token? escaping)
    {
        var name = NameOf(token);
        scanner.CheckNaming(name.AsSpan(), token.Start);
        var value = ConstantOf(expression);
        var setting = NamedSetting.FindOfHeader(name)
            ?? throw Error($"There is no header parameter {name}.{Suggestion.For(name, NamedSetting.HeaderNames, string.Empty)}", token.Start);
        var before = header;
        header = setting.OfHeader!(header, value) ?? throw Error($"{setting.HeaderName} must be {setting.HeaderValues}.", expression.Start);
        (stripWhitespace, stripText, scanner.StrictSyntax) = (header.StripsWhitespace, header.StripsText, header.StrictSyntax);
        if (header.OutputFormat is { } format && format != before.OutputFormat)
        {
            context = context with { OutputFormat = FindOutputFormat(format, expression.Start) };
        }

        if (header.Escapes is { } escapes && escapes != before.Escapes)
        {
            context = context with { AutoEscaping = escapes ? TemplateAutoEscaping.EnableIfSupported : TemplateAutoEscaping.Disable };
            escaping = escapes ? token : null;
            RequireAllowedByPolicy(escapes, "auto_esc=false", expression.Start);
        }
    }
}
