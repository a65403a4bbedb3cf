namespace TwilioSms.FreeMarker.Text.Regex;

internal sealed partial class JavaRegexParser
{
    private RegexNode ParseEscape()
    {
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
            return escape == 'b' && AcceptGraphemes() ? GraphemeClusters.Boundary : Assert(p);
        }

        switch (escape)
        {
            case >= '1' and <= '9':
                return ParseNumberedReference();
            case 'k':
                return ParseNamedReference();
            case 'R':
                tokens.Cursor += 2;
                return LineBreak();
            case 'X':
                tokens.Cursor += 2;
                return GraphemeClusters.Cluster;
            default:
                return new OneOf(ParseSetEscape() ?? CaseVariants(ParseCharacterEscape()));
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

        return new BackReference(number, Has(JavaRegexFlags.IgnoreCase));
    }

    private BackReference ParseNamedReference()
    {
        tokens.Cursor += 2;
        if (!tokens.Accept('<'))
        {
            throw tokens.Error("\\k is followed by the name of a group, \\k<name>");
        }

        string name = ParseGroupName();
        return groupNames.TryGetValue(name, out int number)
            ? new BackReference(number, Has(JavaRegexFlags.IgnoreCase))
            : throw tokens.Error($"There is no group named '{name}' before this reference");
    }

    private static Alternation LineBreak() => new(
    [
        new Sequence([new OneOf(CodePointSet.Of('\r')), new OneOf(CodePointSet.Of('\n'))]),
        new OneOf(VerticalSpace),
    ]);

    /// <summary>Reads an escape that stands for a set, such as <c>\d</c> or <c>\p{L}</c>; null, with nothing read, if it is another.</summary>
    private CodePointSet? ParseSetEscape()
    {
        bool unicode = Has(JavaRegexFlags.UnicodeClasses);
        CodePointSet? set = tokens.At(1) switch
        {
            'd' or 'D' => unicode ? JavaRegexProperties.UnicodeDigit : AsciiDigit,
            'w' or 'W' => unicode ? JavaRegexProperties.UnicodeWord : AsciiWord,
            's' or 'S' => unicode ? JavaRegexProperties.UnicodeSpace : AsciiSpace,
            'h' or 'H' => HorizontalSpace,
            'v' or 'V' => VerticalSpace,
            'p' or 'P' => null,
            _ => CodePointSet.Empty,
        };
        if (ReferenceEquals(set, CodePointSet.Empty))
        {
            return null;
        }

        bool complement = tokens.At(1) is >= 'A' and <= 'Z';
        tokens.Cursor += 2;
        set ??= ParseProperty();
        return complement ? set.Complement() : set;
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
                text.Append(char.ConvertFromUtf32(tokens.Literal));
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
            name = char.ConvertFromUtf32(tokens.Literal);
            unknown = tokens.Error($"The property \\p{name} is not known");
        }

        tokens.Cursor++;
        return JavaRegexProperties.Find(name, flags) ?? throw unknown;
    }

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
        for (; HexDigit(tokens.Current) is var digit and >= 0; digits++)
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
            int digit = HexDigit(tokens.Current);
            if (digit < 0)
            {
                return null;
            }

            value = value * 16 + digit;
            tokens.Cursor++;
        }

        return value;
    }

    private static int HexDigit(int token) => token switch
    {
        >= '0' and <= '9' => token - '0',
        >= 'a' and <= 'f' => token - 'a' + 10,
        >= 'A' and <= 'F' => token - 'A' + 10,
        _ => -1,
    };
}
