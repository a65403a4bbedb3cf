namespace TwilioSms.FreeMarker;

// Between tags: text, and what starts a tag or an interpolation.
internal sealed partial class Scanner
{
    /// <summary>
    /// The text up to the end of a comment or of a <c>noparse</c>, whose start tag was taken last; the end is taken too.
    /// </summary>
    /// <returns>The offset where the content ends.</returns>
    public int TakeUnparsed(in Token start)
    {
        var contentStart = position;
        if (position == end)
        {
            throw Error("The template ends right after this tag.", LastEnd - 1);
        }

        var name = start.Kind == TokenKind.Comment ? default : SpanOf(start).Slice(2).TrimEnd([' ', '\t', '\r', '\n', '>', ']']);
        while (position < end)
        {
            var found = text.AsSpan(position, end - position).IndexOfAny('<', '[', '-');
            if (found < 0)
            {
                break;
            }

            position += found;
            var contentEnd = position;
            if (name.IsEmpty ? TrySkipCommentEnd() : TrySkipEndTag(name))
            {
                LastEnd = position + origin;
                return contentEnd + origin;
            }

            position = contentEnd + 1;
        }

        position = contentStart;
        throw Error($"Nothing closes \"{SpanOf(start).ToString()}\".", start.Start);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsTagLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private bool TrySkipCommentEnd()
    {
        if (text.AsSpan(position, end - position).StartsWith(SquareTags ? "--]".AsSpan() : "-->".AsSpan()))
        {
            position += 3;
            return true;
        }

        return false;
    }

    private bool TrySkipEndTag(ReadOnlySpan<char> name)
    {
        var at = position + 1;
        if (at + 1 >= end || text[at - 1] == '-' || text[at] != '/')
        {
            return false;
        }

        at += text[at + 1] == '#' ? 2 : 1; // FreeMarker does without the # here
        if (!text.AsSpan(at, end - at).StartsWith(name))
        {
            return false;
        }

        at = SkipBlanks(at + name.Length);
        if (at == end || (text[at] != '>' && text[at] != ']'))
        {
            return false;
        }

        position = at + 1;
        return true;
    }

    private Token ScanText()
    {
        var start = position;
        while (position < end)
        {
            var found = text.AsSpan(position, end - position).IndexOfAny("<[$#".AsSpan());
            if (found < 0)
            {
                break;
            }

            var tokenStart = position + found;
            position = tokenStart;
            if (TryScanMarkup(tokenStart, start, out var token))
            {
                return token;
            }

            if (position == tokenStart)
            {
                position++;
            }
        }

        position = end;
        return Make(start == end ? TokenKind.EndOfText : TokenKind.Text, start);
    }

    /// <summary>
    /// Tries to read what starts a tag or an interpolation. Text before it is a token of its own, and it is read again next time.
    /// </summary>
    private bool TryScanMarkup(int at, int textStart, out Token token)
    {
        Token? scanned;
        try
        {
            scanned = text[at] is '$' or '#' ? ScanInterpolationStart(at) : ScanTag(at);
        }
        catch (TemplateSyntaxException e) when (textStart < at)
        {
            pendingError = e;
            token = new(TokenKind.Text, textStart + origin, at + origin);
            return true;
        }

        token = scanned.GetValueOrDefault();
        if (scanned is null)
        {
            return false;
        }

        if (textStart < at)
        {
            pending = token;
            token = new(TokenKind.Text, textStart + origin, at + origin);
        }

        return true;
    }

    private Token? ScanInterpolationStart(int at)
    {
        if (at + 1 >= end || text[at + 1] != '{' || InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket
            || (text[at] == '#' && InterpolationSyntax != TemplateInterpolationSyntax.Legacy))
        {
            return null;
        }

        return StartInterpolation(text[at] == '$' ? TokenKind.DollarInterpolation : TokenKind.HashInterpolation, at);
    }

    private Token StartInterpolation(TokenKind kind, int at)
    {
        position = at + 2;
        modeAfterInterpolation = mode;
        mode = Mode.Expression;
        inInterpolation = true;
        return Make(kind, at);
    }

    /// <summary>A tag, if one starts here and is in the tag syntax of the template.</summary>
    private Token? ScanTag(int at)
    {
        if (at + 1 >= end)
        {
            return null;
        }

        if (text[at] == '[' && text[at + 1] == '=' && InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket)
        {
            return StartInterpolation(TokenKind.SquareInterpolation, at);
        }

        if (tagsAreText)
        {
            return null;
        }

        return text[at + 1] switch
        {
            '#' => ScanDirective(at, at + 2, isEnd: false),
            '@' => ScanUserTag(at),
            '/' when at + 2 < end && text[at + 2] == '#' => ScanDirective(at, at + 3, isEnd: true),
            '/' when at + 2 < end && text[at + 2] == '@' => ScanUserEndTag(at),
            's' when text[at] == '<' => ScanBareSeparator(at),
            _ => null,
        };
    }

    /// <summary>Decides by the bracket whether this is a tag or text; the first tag decides for the template.</summary>
    private bool IsInTagSyntax(int at)
    {
        var square = text[at] == '[';
        if (detectTagSyntax && !tagSyntaxEstablished)
        {
            SquareTags = square;
        }

        if (square != SquareTags)
        {
            return false;
        }

        tagSyntaxEstablished = true;
        return true;
    }

    private int SkipBlanks(int at)
    {
        while (at < end && IsBlank(text[at]))
        {
            at++;
        }

        return at;
    }
}
