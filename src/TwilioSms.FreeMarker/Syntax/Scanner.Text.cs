namespace TwilioSms.FreeMarker.Syntax;

// Between tags: text, and what starts a tag or an interpolation.
internal sealed partial class Scanner
{
    /// <summary>
    /// The text up to the end of a comment or of a <c>noparse</c>, whose start tag was taken last; the end is taken too.
    /// </summary>
    /// <returns>The offset where the content ends.</returns>
    public int TakeUnparsed(Token start)
    {
        var contentStart = position;
        if (position == end)
        {
            throw Error("The template ends right after this tag.", LastEnd - 1);
        }

        var closing = start.Kind == TokenKind.Comment ? "--".AsSpan() : SpanOf(start).TrimStart(['<', '[', '#']).TrimEnd([' ', '\t', '\r', '\n', '>', ']']);
        var runStart = position;
        while (position < end)
        {
            var found = text.AsSpan(position, end - position).IndexOfAny('<', '[', '-');
            if (found < 0)
            {
                break;
            }

            var contentEnd = position + found;
            if (SkipPossibleEnd(contentEnd).SequenceEqual(closing))
            {
                LastEnd = position + origin;
                return contentEnd + origin;
            }

            runStart = position;
        }

        if (text[end - 1] != ';')
        {
            position = end;
            throw Error($"Nothing closes \"{SpanOf(start).ToString()}\".", start.Start);
        }

        // FreeMarker marks the end it finds with a semicolon, and so takes text that ends with one for the end.
        position = end;
        LastEnd = end + origin;
        return runStart + origin;
    }

    /// <summary>Where the first character of a token stands that is no white space to the language; its end where there is none.</summary>
    public int FirstNonBlank(Token token) => Math.Min(SkipBlanks(token.Start - origin) + origin, token.End);

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsTagLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    /// <summary>Skips a <c>--&gt;</c>, an end tag or else the one character.</summary>
    /// <returns>What it ends: <c>--</c>, the name in the tag, or nothing.</returns>
    private ReadOnlySpan<char> SkipPossibleEnd(int at)
    {
        position = at + 1;
        var rest = text.AsSpan(at, end - at);
        if (rest.StartsWith("-->".AsSpan()) || rest.StartsWith("--]".AsSpan()))
        {
            position = at + 3;
            return rest[2] == (SquareTags ? ']' : '>') ? rest.Slice(0, 2) : [];
        }

        if (rest.Length < 2 || rest[0] == '-' || rest[1] != '/')
        {
            return [];
        }

        var nameStart = rest.Length > 2 && rest[2] == '#' ? at + 3 : at + 2; // FreeMarker does without the # here
        var nameEnd = nameStart;
        while (nameEnd < end && IsTagLetter(text[nameEnd]) && text[nameEnd] != '_')
        {
            nameEnd++;
        }

        return nameEnd > nameStart && TryEndTag(SkipBlanks(nameEnd)) ? text.AsSpan(nameStart, nameEnd - nameStart) : [];
    }

    private void ScanText()
    {
        var start = position;
        while (position < end)
        {
            var found = text.AsSpan(position, end - position).IndexOfAny("<[$#".AsSpan());
            if (found < 0)
            {
                break;
            }

            var markup = position + found;
            position = markup;
            if (TryScanMarkup(markup, start))
            {
                return;
            }

            if (position == markup)
            {
                position++;
            }
        }

        position = end;
        Add().Set(start == end ? TokenKind.EndOfText : TokenKind.Text, start + origin, position + origin);
    }

    /// <summary>
    /// Tries to read what starts a tag or an interpolation. Text before it is a token of its own, after which this one comes.
    /// </summary>
    private bool TryScanMarkup(int at, int textStart)
    {
        TokenKind kind;
        (tagDirective, tagHasParameters) = (Directive.None, false);
        try
        {
            kind = text[at] is '$' or '#' ? ScanInterpolationStart(at) : ScanTag(at);
        }
        catch (TemplateSyntaxException e) when (textStart < at)
        {
            (isPending, pendingError) = (true, e);
            Add().Set(TokenKind.Text, textStart + origin, at + origin);
            return true;
        }

        if (kind == TokenKind.None)
        {
            return false;
        }

        isPending = textStart < at;
        if (isPending)
        {
            Add().Set(TokenKind.Text, textStart + origin, at + origin);
        }

        ref var token = ref isPending ? ref pending : ref Add();
        token.Set(kind, at + origin, position + origin, tagDirective, tagHasParameters);
        return true;
    }

    private TokenKind ScanInterpolationStart(int at)
    {
        if (at + 1 >= end || text[at + 1] != '{' || InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket
            || (text[at] == '#' && InterpolationSyntax != TemplateInterpolationSyntax.Legacy))
        {
            return TokenKind.None;
        }

        return StartInterpolation(text[at] == '$' ? TokenKind.DollarInterpolation : TokenKind.HashInterpolation, at);
    }

    private TokenKind StartInterpolation(TokenKind kind, int at)
    {
        position = at + 2;
        modeAfterInterpolation = mode;
        mode = Mode.Expression;
        inInterpolation = true;
        return kind;
    }

    /// <summary>A tag, if one starts here and is in the tag syntax of the template.</summary>
    private TokenKind ScanTag(int at)
    {
        if (at + 1 >= end)
        {
            return TokenKind.None;
        }

        if (text[at] == '[' && text[at + 1] == '=' && InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket)
        {
            return StartInterpolation(TokenKind.SquareInterpolation, at);
        }

        if (tagsAreText)
        {
            return TokenKind.None;
        }

        return text[at + 1] switch
        {
            '#' => ScanDirective(at, at + 2, isEnd: false),
            '@' => ScanUserTag(at),
            '/' when at + 2 < end && text[at + 2] == '#' => ScanDirective(at, at + 3, isEnd: true),
            '/' when at + 2 < end && text[at + 2] == '@' => ScanUserEndTag(at),
            's' when StrictSyntax && text[at] == '<' => ScanBareSeparator(at),
            '/' when !StrictSyntax && text[at] == '<' => ScanDirective(at, at + 2, isEnd: true),
            _ when !StrictSyntax && text[at] == '<' => ScanDirective(at, at + 1, isEnd: false),
            _ => TokenKind.None,
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

        // As in FreeMarker, tags do not decide it where the # may be left out, but calls do.
        tagSyntaxEstablished |= StrictSyntax || text[at + 1] == '@';
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
