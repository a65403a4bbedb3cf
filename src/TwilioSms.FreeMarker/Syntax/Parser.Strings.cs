using System.Text;

namespace TwilioSms.FreeMarker;

// String literals, their escapes and the interpolations in them.
internal sealed partial class Parser
{
    private Expression ParseString(in Token token)
    {
        if (token.Kind == TokenKind.RawString)
        {
            return Ended(new Literal(token.Start, scanner.SpanOf(token).Slice(2, token.End - token.Start - 3).ToString()));
        }

        var content = scanner.SpanOf(token).Slice(1, token.End - token.Start - 2);
        var escaped = content.IndexOf('\\') >= 0;
        var text = escaped ? Unescape(content) : null;
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
        var (outer, outerDepth) = (scanner, depth);
        try
        {
            return ParseInterpolatedText(text, start, end, origin);
        }
        catch (TemplateSyntaxException e) when (speculations > 0)
        {
            (scanner, depth, begun) = (outer, outerDepth, null);
            Tell(e);
            return [];
        }
    }

    /// <summary>The text of a string token; what looks like an interpolation is text.</summary>
    private string TextOf(in Token token) => token.Kind == TokenKind.RawString
        ? scanner.SpanOf(token).Slice(2, token.End - token.Start - 3).ToString()
        : Unescape(scanner.SpanOf(token).Slice(1, token.End - token.Start - 2));

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

    /// <summary>The text that FreeMarker's escapes stand for.</summary>
    internal static string Unescape(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            if (content[i] == 'x')
            {
                text.Append((char)ReadHex(content, ref i));
                continue;
            }

            text.Append(content[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'f' => '\f',
                'b' => '\b',
                'g' => '>',
                'l' => '<',
                'a' => '&',
                var itself => itself,
            });
        }

        return text.ToString();
    }

    /// <summary>One to four hexadecimal digits after <c>\x</c>.</summary>
    private static int ReadHex(ReadOnlySpan<char> content, ref int i)
    {
        var value = 0;
        for (var digits = 0; digits < 4 && i + 1 < content.Length && HexValue(content[i + 1]) is >= 0 and var digit; digits++)
        {
            value = (value << 4) | digit;
            i++;
        }

        return value;
    }

    private static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
