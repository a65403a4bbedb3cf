namespace TwilioSms.FreeMarker.Text.Regex;

internal sealed partial class JavaRegexParser
{
    private RegexNode ParseEscape(out int? character)
    {
        character = null;
        int escape = tokens.At(1);
        Position? position = escape switch
        {
            'A' => Position.StartOfText,
            'z' => Position.EndOfText,
            'Z' => Position.EndOfTextOrBeforeFinalTerminator,
            'G' => Position.EndOfLastMatch,
            'b' => Position.WordBoundary,
            'B' => Position.NotWordBoundary,
            _ => null,
        };
        if (position is { } p)
        {
            tokens.Cursor += 2;
            return Assert(escape == 'b' && AcceptGraphemes() ? Position.GraphemeBoundary : p);
        }

        switch (escape)
        {
            case >= '1' and <= '9':
                return ParseNumberedReference();
            case 'k':
                return ParseNamedReference();
            case 'R':
                tokens.Cursor += 2;
                return new LineBreak();
            case 'X':
                tokens.Cursor += 2;
                return new GraphemeCluster();
            default:
                if (ParseSetEscape() is { } set)
                {
                    return One(set);
                }

                character = ParseCharacterEscape();
                return new OneOf(Folding.Variants(character.Value));
        }
    }

    /// <summary>Reads the <c>{g}</c> of <c>\b{g}</c>, where it is.</summary>
    private bool AcceptGraphemes()
    {
        SkipComments();
        if (tokens.Current != '{' || tokens.At(1) != 'g')
        {
            return false;
        }

        tokens.Cursor += 2;
        SkipComments();
        return tokens.Accept('}') ? true : throw tokens.Error("The boundary of grapheme clusters is written \\b{g}");
    }

    private BackReference ParseNumberedReference()
    {
        int number = tokens.At(1) - '0';
        tokens.Cursor += 2;

        // A further digit belongs to the number only if there are that many groups so far.
        while (tokens.Current is >= '0' and <= '9' && number * 10 + tokens.Current - '0' <= groupCount)
        {
            number = number * 10 + tokens.Current - '0';
            tokens.Cursor++;
        }

        hasReferences = true;
        return new BackReference(number, Folding);
    }

    private BackReference ParseNamedReference()
    {
        tokens.Cursor += 2;
        if (!tokens.Accept('<'))
        {
            throw tokens.Error("\\k is followed by the name of a group, \\k<name>");
        }

        hasReferences = true;
        string name = ParseGroupName();
        return groupNames.TryGetValue(name, out int number)
            ? new BackReference(number, Folding)
            : throw tokens.Error($"There is no group named '{name}' before this reference");
    }

    /// <summary>Reads an escape that stands for a set, such as <c>\d</c> or <c>\p{L}</c>; null, with nothing read, if it is another.</summary>
    private CodePointSet? ParseSetEscape()
    {
        bool unicode = Has(JavaRegexFlags.UnicodeClasses);
        int escape = tokens.At(1);
        if (escape is 'p' or 'P')
        {
            tokens.Cursor += 2;
            CodePointSet property = ParseProperty();
            return escape == 'P' ? property.Complement() : property;
        }

        CodePointSet? set = (escape | 0x20) switch
        {
            'd' => unicode ? JavaRegexProperties.UnicodeDigit : AsciiDigit,
            'w' => unicode ? JavaRegexProperties.UnicodeWord : AsciiWord,
            's' => unicode ? JavaRegexProperties.UnicodeSpace : AsciiSpace,
            'h' => HorizontalSpace,
            'v' => VerticalSpace,
            _ => null,
        };
        if (set is null)
        {
            return null;
        }

        tokens.Cursor += 2;
        return escape <= 'Z' ? set.Complement() : set;
    }

    private CodePointSet ParseProperty()
    {
        SkipComments();
        if (tokens.IsAtEnd)
        {
            throw tokens.Error("\\p is followed by the name of a property, \\p{Lu}");
        }

        JavaRegexSyntaxException unknown;
        string name;
        if (tokens.Accept('{'))
        {
            var text = new System.Text.StringBuilder();
            while (!tokens.IsAtEnd && tokens.Literal != '}')
            {
                text.Append(Spell(tokens.Literal));
                tokens.Cursor++;
            }

            name = text.ToString();
            unknown = tokens.Error($"The property \\p{{{name}}} is not known");
            if (tokens.IsAtEnd)
            {
                throw tokens.Error("The property's name lacks its closing '}'");
            }
        }
        else
        {
            name = Spell(tokens.Literal);
            unknown = tokens.Error($"The property \\p{name} is not known");
        }

        tokens.Cursor++;
        return JavaRegexProperties.Find(name, flags) ?? throw unknown;
    }

    private static string Spell(int codePoint) => codePoint <= char.MaxValue ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);

    /// <summary>Reads an escape that stands for one code point.</summary>
    private int ParseCharacterEscape()
    {
        JavaRegexSyntaxException bad = tokens.Error("An escape that Java does not know; only letters and digits with a meaning may follow a backslash");
        tokens.Cursor++;
        if (tokens.IsAtEnd)
        {
            throw bad;
        }

        int escape = tokens.Literal;
        tokens.Cursor++;
        return escape switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'a' => '\a',
            'e' => '\e',
            '0' => ParseOctal(),
            'x' => ParseHexadecimal(),
            'u' => ParseUnicode(),
            'c' => ParseControl(),
            'N' => throw tokens.Error("Characters have no names here: write \\x{...} with the code point in hexadecimal, \\x{E9} for \\N{LATIN SMALL LETTER E WITH ACUTE}"),
            >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '1' and <= '9' => throw bad,
            _ => escape,
        };
    }

    private int ParseOctal()
    {
        int digits = 0;
        int value = 0;
        while (digits < 3 && tokens.Current is >= '0' and <= '7' && value * 8 + tokens.Current - '0' <= 0xFF)
        {
            value = value * 8 + tokens.Current - '0';
            digits++;
            tokens.Cursor++;
        }

        return digits > 0 ? value : throw tokens.Error("\\0 is followed by one to three octal digits");
    }

    private int ParseHexadecimal()
    {
        if (!tokens.Accept('{'))
        {
            return ParseHexDigits(2) ?? throw tokens.Error("\\x is followed by two hexadecimal digits, or by some in braces, \\x{1F600}");
        }

        int value = 0;
        int digits = 0;
        for (; HexDigit.ValueOf(tokens.Current) is var digit and >= 0; digits++)
        {
            value = value * 16 + digit;
            if (value > CodePointSet.Last)
            {
                throw tokens.Error("There is no code point above 10FFFF");
            }

            tokens.Cursor++;
        }

        return digits > 0 && tokens.Accept('}') ? value : throw tokens.Error("\\x{ is followed by hexadecimal digits and '}'");
    }

    private int ParseUnicode()
    {
        int unit = ParseHexDigits(4) ?? throw tokens.Error("\\u is followed by four hexadecimal digits");
        int start = tokens.Cursor;
        if (unit is >= 0xD800 and <= 0xDBFF && tokens.Accept('\\') && tokens.Accept('u')
            && ParseHexDigits(4) is { } low and >= 0xDC00 and <= 0xDFFF)
        {
            return char.ConvertToUtf32((char)unit, (char)low);
        }

        tokens.Cursor = start;
        return unit;
    }

    private int ParseControl()
    {
        if (tokens.IsAtEnd)
        {
            throw tokens.Error("\\c is followed by the control character's letter");
        }

        int letter = tokens.Literal;
        tokens.Cursor++;
        return letter ^ 0x40;
    }

    private int? ParseHexDigits(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            int digit = HexDigit.ValueOf(tokens.Current);
            if (digit < 0)
            {
                return null;
            }

            value = value * 16 + digit;
            tokens.Cursor++;
        }

        return value;
    }
}
