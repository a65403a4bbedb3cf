using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// String literals, their escapes and the interpolations in them.
internal sealed partial class Parser
{
    private Expression ParseString(Token token)
    {
        if (token.Kind == TokenKind.RawString)
        {
            return Ended(new Literal(token.Start, scanner.SpanOf(token).Slice(2, token.End - token.Start - 3).ToString()));
        }

        var content = scanner.SpanOf(token).Slice(1, token.End - token.Start - 2);
        var escaped = content.IndexOf('\\') >= 0;
        var text = escaped ? StringEscapes.Unescape(content) : null;
        var value = text is null ? content : text.AsSpan();
        if (value.Length <= 3 || !HasInterpolation(content))
        {
            return Ended(new Literal(token.Start, text ?? Intern(content)));
        }

        source.AddString(token.Start, token.End);
        var origin = text is null ? scanner.Origin : source.AddFragment(text, token.Start + 1);
        var first = text is null ? token.Start + 1 - scanner.Origin : 0;
        return Ended(new InterpolatedString(token.Start, ParseOrTell(text ?? scanner.Text, first, first + value.Length, origin)));
    }

    /// <summary>The parts of a string; what is wrong in it is told like what is written well but means nothing.</summary>
    private Element[] ParseOrTell(string text, int start, int end, int origin)
    {
        var (outer, outerDepth, outerSpeculations) = (scanner, depth, speculations);
        try
        {
            return ParseInterpolatedText(text, start, end, origin);
        }
        catch (TemplateSyntaxException e) when (outerSpeculations > 0)
        {
            (scanner, depth, speculations, begun) = (outer, outerDepth, outerSpeculations, null);
            Tell(e);
            return [];
        }
    }

    /// <summary>The text of a string token; what looks like an interpolation is text.</summary>
    private string TextOf(Token token) => token.Kind == TokenKind.RawString
        ? scanner.SpanOf(token).Slice(2, token.End - token.Start - 3).ToString()
        : StringEscapes.Unescape(scanner.SpanOf(token).Slice(1, token.End - token.Start - 2));

    private bool HasInterpolation(ReadOnlySpan<char> text) => scanner.InterpolationSyntax switch
    {
        TemplateInterpolationSyntax.SquareBracket => text.IndexOf("[=".AsSpan()) >= 0,
        TemplateInterpolationSyntax.Dollar => text.IndexOf("${".AsSpan()) >= 0,
        _ => text.IndexOf("${".AsSpan()) >= 0 || text.IndexOf("#{".AsSpan()) >= 0,
    };

    private Element[] ParseInterpolatedText(string text, int start, int end, int origin)
    {
        var outer = scanner;
        Enter(start + origin);
        scanner = new Scanner(outer, text, start, end, origin);
        var literalParts = new List<Element>();

        // What is in a string is not escaped, but FreeMarker checks it as if.
        using (Within(context with { Substitutes = null, Escape = null, AutoEscaping = initialEscaping, InString = true }))
        {
            while (!Next(TokenKind.EndOfText))
            {
                var token = scanner.Take();
                literalParts.Add(token.Kind == TokenKind.Text
                    ? new TextElement(token.Start, scanner.SpanOf(token).ToString())
                    : ParseInterpolation(token));
            }
        }

        outer.TakeNaming(scanner);
        scanner = outer;
        Leave();
        return [.. literalParts];
    }
}
