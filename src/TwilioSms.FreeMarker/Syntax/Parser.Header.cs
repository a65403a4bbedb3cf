namespace TwilioSms.FreeMarker;

// <#ftl ...>, the header of a template.
internal sealed partial class Parser
{
    private static readonly string[] HeaderNames =
        ["attributes", "auto_esc", "encoding", "ns_prefixes", "output_format", "strict_syntax", "strip_text", "strip_whitespace"];

    private void ParseHeader()
    {
        var token = scanner.Peek();
        if (token.Kind == TokenKind.Text && scanner.SpanOf(token).Trim().IsEmpty && IsHeader(scanner.Peek(1)))
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

        while (Next(TokenKind.Identifier))
        {
            var name = scanner.Take();
            Expect(TokenKind.Equal, "\"=\"");
            ParseHeaderParameter(name, ParseExpression());
        }

        TakeLooseTagEnd();
    }

    private static bool IsHeader(in Token token) => token.Kind == TokenKind.StartTag && token.Directive == Directive.Ftl;

    private void ParseHeaderParameter(in Token token, Expression expression)
    {
        var name = NameOf(token);
        scanner.CheckNaming(name.AsSpan(), token.Start);
        switch (name)
        {
            case "strip_whitespace" or "stripWhitespace":
                stripWhitespace = HeaderBoolean(expression);
                break;
            case "strip_text" or "stripText":
                stripText = HeaderBoolean(expression);
                break;
            case "strict_syntax" or "strictSyntax":
                if (!HeaderBoolean(expression))
                {
                    throw Error("The old syntax without # is not supported; leave strict_syntax out.", token.Start);
                }

                break;
            case "auto_esc" or "autoEsc":
                autoEscaping = HeaderBoolean(expression) ? TemplateAutoEscaping.EnableIfSupported : TemplateAutoEscaping.Disable;
                if (autoEscaping != TemplateAutoEscaping.Disable && !outputFormat.IsMarkup)
                {
                    throw Error($"auto_esc needs a markup output format such as HTML, but here it is {outputFormat}; set output_format before it.", token.Start);
                }

                break;
            case "output_format" or "outputFormat":
                outputFormat = FindOutputFormat(ConstantText(expression), expression.Start);
                break;
            case "encoding":
                _ = ConstantText(expression);
                break;
            case "ns_prefixes" or "nsPrefixes" or "attributes":
                if (expression is not HashLiteral)
                {
                    throw Error($"{name} must be a hash.", expression.Start);
                }

                break;
            default:
                throw Error($"There is no header parameter {name}.{Suggestion.For(name, HeaderNames, string.Empty)}", token.Start);
        }
    }

    private bool HeaderBoolean(Expression expression)
    {
        var value = ConstantOf(expression);
        return value.Kind switch
        {
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.String when value.AsString() is "yes" or "true" or "y" or "t" => true,
            ValueKind.String when value.AsString() is "no" or "false" or "n" or "f" => false,
            _ => throw Error("This must be true or false.", expression.Start),
        };
    }
}
