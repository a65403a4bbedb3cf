using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Syntax;

// Tags: which directive, and whether the tag is well-formed up to its parameters.
internal sealed partial class Scanner
{
    private TokenKind ScanDirective(int at, int nameStart, bool isEnd)
    {
        var isBare = text[nameStart - 1] != '#';
        if (!isEnd && !isBare && text.AsSpan(nameStart, end - nameStart).StartsWith("--".AsSpan()))
        {
            position = nameStart + 2;
            return IsInTagSyntax(at) ? TokenKind.Comment : TokenKind.None;
        }

        var nameEnd = nameStart;
        while (nameEnd < end && IsTagLetter(text[nameEnd]))
        {
            nameEnd++;
        }

        if (nameEnd == nameStart)
        {
            return TokenKind.None;
        }

        var name = text.AsSpan(nameStart, nameEnd - nameStart);
        if (name is "ftl" && !isEnd && !isBare && ScanFtlHeader(at, nameEnd) is not TokenKind.None and var header)
        {
            return header == TokenKind.Text ? TokenKind.None : header;
        }

        position = nameEnd;
        var directive = Directives.Find(name);
        if (directive is null || !TryScanShape(directive, nameEnd, isEnd, out var hasParameters))
        {
            if (isBare || !IsInTagSyntax(at))
            {
                return TokenKind.None;
            }

            mode = Mode.Expression; // what follows belongs to this tag
            throw Error(directive is not null || name is "ftl" ? MalformedTag(directive, name.ToString(), isEnd) : UnknownDirective(name.ToString()), at + (StrictSyntax ? 1 : 0) + origin);
        }

        if (isBare && (directive.IsCamelCase || (directive.Directive == Directive.On && !hasOn)))
        {
            return TokenKind.None; // without its # a directive has no other name than the legacy one
        }

        if (directive.Directive == Directive.Sep && !isEnd && !hasOn)
        {
            // Before 2.3.34 FreeMarker does not look at the brackets of this one tag.
            tagDirective = Directive.Sep;
            return TokenKind.StartTag;
        }

        if (!IsInTagSyntax(at))
        {
            return TokenKind.None;
        }

        CheckClosingBracket(at, hasParameters);
        if (directive.Directive == Directive.On && !hasOn)
        {
            throw Error("#on needs TemplateSettings.IncompatibleImprovements of 2.3.34 or later; use #case and #break.", at + 1 + origin);
        }

        CheckTagNaming(directive, at);
        if (hasParameters)
        {
            mode = Mode.Expression;
        }

        (tagDirective, tagHasParameters) = (directive.Directive, hasParameters);
        return isEnd ? TokenKind.EndTag : TokenKind.StartTag;
    }

    private bool TryScanShape(DirectiveName directive, int nameEnd, bool isEnd, out bool hasParameters)
    {
        hasParameters = false;
        var at = SkipBlanks(nameEnd);
        if (isEnd)
        {
            return directive.HasEndTag && TryEndTag(at);
        }

        if ((directive.Start & TagShape.Close) != 0 && TryEndTag(at))
        {
            return true;
        }

        if ((directive.Start & TagShape.LooseClose) != 0 && TryEndTag(at < end && text[at] == '/' ? at + 1 : at))
        {
            return true;
        }

        if ((directive.Start & TagShape.Parameters) == 0 || nameEnd == at)
        {
            return false;
        }

        position = nameEnd + 1;
        hasParameters = true;
        return directive.Directive != Directive.Items || TryScanItemsAs(at);
    }

    /// <summary>A <c>#sep</c> is the one directive that FreeMarker takes without its <c>#</c> too, before 2.3.34.</summary>
    private TokenKind ScanBareSeparator(int at)
    {
        var isSeparator = !hasOn && text.AsSpan(at, end - at).StartsWith("<sep".AsSpan()) && TryEndTag(SkipBlanks(at + "<sep".Length));
        tagDirective = Directive.Sep;
        return isSeparator ? TokenKind.StartTag : TokenKind.None;
    }

    /// <summary>The <c>as</c> of <c>&lt;#items as x&gt;</c> belongs to the name.</summary>
    private bool TryScanItemsAs(int at)
    {
        if (at + 2 < end && text[at] == 'a' && text[at + 1] == 's' && IsBlank(text[at + 2]))
        {
            position = at + 3;
            return true;
        }

        position = at;
        return false;
    }

    private bool TryEndTag(int at)
    {
        if (at < end && text[at] is '>' or ']')
        {
            position = at + 1;
            return true;
        }

        return false;
    }

    private void CheckClosingBracket(int at, bool hasParameters)
    {
        if (StrictSyntax && !hasParameters && text[position - 1] != (SquareTags ? ']' : '>'))
        {
            throw Error($"The tag must end with \"{(SquareTags ? ']' : '>')}\".", at + origin);
        }
    }

    private void CheckTagNaming(DirectiveName directive, int at)
    {
        switch (directive.Directive)
        {
            case Directive.ElseIf or Directive.ForEach or Directive.AutoEsc or Directive.NoAutoEsc or Directive.NoEscape
                or Directive.NoParse or Directive.OutputFormat:
                CheckNaming(directive.IsCamelCase ? TemplateNamingConvention.CamelCase : TemplateNamingConvention.Legacy, at + origin);
                break;
        }
    }

    /// <summary>The header, none where it is malformed, text where its bracket makes it text.</summary>
    private TokenKind ScanFtlHeader(int at, int nameEnd)
    {
        var closing = nameEnd < end && text[nameEnd] == '/' ? nameEnd + 1 : nameEnd;
        var closed = closing < end && text[closing] is '>' or ']';
        if (!closed && (nameEnd >= end || !IsBlank(text[nameEnd])))
        {
            return TokenKind.None;
        }

        var square = text[at] == '[';
        if (!tagSyntaxEstablished)
        {
            SquareTags = square;
            tagSyntaxEstablished = true;
            detectTagSyntax = false;
        }

        position = closed ? closing + 1 : nameEnd + 1;
        if (square != SquareTags)
        {
            return TokenKind.Text;
        }

        (tagDirective, tagHasParameters) = (Directive.Ftl, !closed);
        if (closed)
        {
            endsFtlHeader = true;
        }
        else
        {
            mode = Mode.Expression;
            inFtlHeader = true;
        }

        return TokenKind.StartTag;
    }

    /// <summary>Skips the white space after the header up to and with the line's end, if there is nothing else.</summary>
    private void SkipLineEnd()
    {
        for (var at = position; at < end && Whitespace.Is(text[at]); at++)
        {
            if (text[at] is '\r' or '\n')
            {
                position = text[at] == '\r' && at + 1 < end && text[at + 1] == '\n' ? at + 2 : at + 1;
                return;
            }
        }
    }

    private TokenKind ScanUserTag(int at)
    {
        position = at + 2;
        if (!IsInTagSyntax(at))
        {
            return TokenKind.None;
        }

        mode = Mode.NoSpace;
        return TokenKind.UserTag;
    }

    private TokenKind ScanUserEndTag(int at)
    {
        var current = at + 3;
        if (current < end && IsIdentifierStart(current, out _))
        {
            current = SkipIdentifier(current);
            while (current + 1 < end && text[current] == '.' && IsIdentifierStart(current + 1, out _))
            {
                current = SkipIdentifier(current + 1);
            }
        }

        current = SkipBlanks(current);
        if (current == end || text[current] is not ('>' or ']'))
        {
            return TokenKind.None;
        }

        position = current + 1;
        if (!IsInTagSyntax(at))
        {
            return TokenKind.None;
        }

        return TokenKind.UserEndTag;
    }

    private string UnknownDirective(string name) =>
        $"There is no directive #{name}.{(OtherLanguages.Directive(name) is { } known ? AsWritten(known) : null) ?? Suggestion.For(name, Directives.Names.Where(IsInConvention), "#")} A directive of your own is called with @{name}.";

    /// <summary>Whether a name is spelled as the template spells its names.</summary>
    public bool IsInConvention(string name) => Naming == TemplateNamingConvention.CamelCase ? !name.Contains('_') : !name.Any(static c => c is >= 'A' and <= 'Z');

    /// <summary>Tags as the template writes them.</summary>
    private string AsWritten(string advice) => SquareTags ? TemplateSource.SquareTag(advice) : advice;

    private string MalformedTag(DirectiveName? directive, string name, bool isEnd) =>
        isEnd && directive is not { HasEndTag: true } ? $"The directive #{name} has no end tag."
        : isEnd ? $"The end tag of #{name} must end right after the name."
        : directive is not null && (directive.Start & TagShape.Parameters) != 0 ? $"White space and parameters must follow #{name}."
        : name == "else" ? $"#else takes no condition. Write {AsWritten("<#elseif condition>")}."
        : $"The tag of #{name} takes no parameters and must end right after the name.";
}
