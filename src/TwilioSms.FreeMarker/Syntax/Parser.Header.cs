using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// <#ftl ...>, the header of a template.
internal sealed partial class Parser
{
    private static readonly string[] HeaderNames =
        ["attributes", "auto_esc", "encoding", "ns_prefixes", "output_format", "strict_syntax", "strip_text", "strip_whitespace"];

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
        while (Next(TokenKind.Identifier))
        {
            var name = scanner.Take();
            Expect(TokenKind.Equal, "\"=\"");
            ParseHeaderParameter(name, ParseExpression(), ref escaping);
        }

        if (escaping is { } requester && !OutputFormat.IsMarkup)
        {
            throw Error($"auto_esc needs a markup output format such as HTML, but here it is {OutputFormat}; set output_format too.", requester.Start);
        }

        TakeLooseTagEnd();
    }

    private static bool IsHeader(Token token) => token.Kind == TokenKind.StartTag && token.Directive == Directive.Ftl;

    private void ParseHeaderParameter(Token token, Expression expression, ref Token? escaping)
    {
        var name = NameOf(token);
        scanner.CheckNaming(name.AsSpan(), token.Start);
        var value = ConstantOf(expression);
        switch (HeaderName(name))
        {
            case "strip_whitespace":
                stripWhitespace = HeaderBoolean(value, expression);
                break;
            case "strip_text":
                stripText = HeaderBoolean(value, expression);
                break;
            case "strict_syntax":
                scanner.StrictSyntax = HeaderBoolean(value, expression);
                break;
            case "auto_esc":
                var escapes = value.Kind == ValueKind.Boolean ? value.AsBoolean() : throw Error("This must be true or false.", expression.Start);
                context = context with { AutoEscaping = escapes ? TemplateAutoEscaping.EnableIfSupported : TemplateAutoEscaping.Disable };
                escaping = escapes ? token : null;
                RequireAllowedByPolicy(escapes, "auto_esc=false", expression.Start);
                break;
            case "output_format":
                context = context with { OutputFormat = FindOutputFormat(ConstantText(expression), expression.Start) };
                break;
            case "encoding":
                _ = ConstantText(expression);
                break;
            case "attributes" or "ns_prefixes" when value.Object is not IExtendedHash:
                throw Error($"{name} must be a hash.", expression.Start);
            case "ns_prefixes" when value.Object is IExtendedHash prefixes:
                CheckPrefixes(prefixes, expression);
                break;
            case "attributes":
                break;
            default:
                throw Error($"There is no header parameter {name}.{Suggestion.For(name, HeaderNames, string.Empty)}", token.Start);
        }
    }

    /// <summary>The name of a header parameter in the legacy convention, in which FreeMarker takes any case.</summary>
    private static string HeaderName(string name) =>
        Array.Find(HeaderNames, known => known.Equals(name, StringComparison.OrdinalIgnoreCase) || CamelCase.Of(known) == name) ?? name;

    /// <summary>Prefixes of XML namespaces mean nothing here, but wrong ones are errors.</summary>
    private void CheckPrefixes(IExtendedHash prefixes, Expression expression)
    {
        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < prefixes.Count; i++)
        {
            var prefix = prefixes.KeyAt(i);
            var value = prefixes.ValueAt(i);
            if (prefix is "" or "N" || value.Kind != ValueKind.String || value.AsString() is "" || !namespaces.Add(value.AsString()))
            {
                throw Error("ns_prefixes must be a hash of prefixes, but not N, and names of namespaces, each of them once.", expression.Start);
            }
        }
    }

    /// <summary>The value of one of the older parameters, which may be a text.</summary>
    private bool HeaderBoolean(Value value, Expression expression) =>
        value.Kind switch
        {
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.String when value.AsString() is "yes" or "true" or "y" or "t" => true,
            ValueKind.String when value.AsString() is "no" or "false" or "n" or "f" => false,
            _ => throw Error("This must be true or false.", expression.Start),
        };
}
