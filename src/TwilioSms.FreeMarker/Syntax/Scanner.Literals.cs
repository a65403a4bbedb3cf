using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Syntax;

// Names, strings and numbers.
internal sealed partial class Scanner
{
    private TokenKind ScanNumber()
    {
        position = SkipDigits(position);
        if (position + 1 < end && text[position] == '.' && text[position + 1] is >= '0' and <= '9')
        {
            position = SkipDigits(position + 1);
            return TokenKind.Decimal;
        }

        return TokenKind.Integer;
    }

    private int SkipDigits(int at)
    {
        while (at < end && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at;
    }

    private TokenKind ScanString(char quote)
    {
        var at = position + 1;
        while (true)
        {
            if (at >= end)
            {
                throw UnclosedString();
            }

            if (text[at] == quote)
            {
                position = at + 1;
                return TokenKind.String;
            }

            at = text[at] == '\\' ? SkipEscape(at) : at + 1;
        }
    }

    private int SkipEscape(int at)
    {
        var letter = at + 1 < end ? text[at + 1] : throw UnclosedString();
        if (letter == 'x')
        {
            if (at + 2 >= end)
            {
                throw UnclosedString();
            }

            return HexDigit.ValueOf(text[at + 2]) >= 0 ? at + 3 : throw LexicalError("Hexadecimal digits must follow \\x.", at + 2);
        }

        return "ntrfbgla\\'\"{=".Contains(letter)
            ? at + 2
            : throw LexicalError($"\"\\{letter}\" is no escape; a backslash itself is written \\\\.", at + 1);
    }

    private TokenKind ScanRawString()
    {
        var quote = text[position + 1];
        var close = text.IndexOf(quote, position + 2, end - position - 2);
        if (close < 0)
        {
            // Not closed, it is no string but a variable named r, and a string that is not closed.
            position++;
            return TokenKind.Identifier;
        }

        position = close + 1;
        return TokenKind.RawString;
    }

    private TemplateSyntaxException UnclosedString() => LexicalError("The string is not closed.", end);

    private TokenKind ScanIdentifier()
    {
        var start = position;
        position = SkipIdentifier(position);
        return Keyword(text.AsSpan(start, position - start));
    }

    private static TokenKind Keyword(ReadOnlySpan<char> name) => name switch
    {
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        "in" => TokenKind.In,
        "as" => TokenKind.As,
        "using" => TokenKind.Using,
        "lt" => TokenKind.Less,
        "lte" => TokenKind.LessOrEqual,
        "gt" => TokenKind.Greater,
        "gte" => TokenKind.GreaterOrEqual,
        _ => TokenKind.Identifier,
    };

    private int SkipIdentifier(int at)
    {
        var rest = text.AsSpan(0, end);
        while (at < rest.Length)
        {
            if (rest[at] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or (>= '0' and <= '9'))
            {
                at++; // as most are
            }
            else if (IsIdentifierStart(at, out var length))
            {
                at += length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Letters, <c>$</c>, <c>_</c>, <c>@</c>, and the characters <c>- . : #</c> behind a backslash.</summary>
    private bool IsIdentifierStart(int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '@' or '$')
        {
            return true;
        }

        if (c == '\\' && at + 1 < end && text[at + 1] is '-' or '.' or ':' or '#')
        {
            length = 2;
            return true;
        }

        return c > '\u007F' && IdentifierCharacters.Contains(c);
    }

    /// <summary>Operators as they are written where <c>&lt;</c> and <c>&gt;</c> are inconvenient: <c>\lt</c>, <c>&amp;gt;</c> ...</summary>
    private TokenKind ScanEscapedOperator(char c)
    {
        if (c == '&')
        {
            return Follows("&lt;=") ? Symbol(TokenKind.LessOrEqual, 5)
                : Follows("&lt;") ? Symbol(TokenKind.Less, 4)
                : Follows("&gt;=") ? Symbol(TokenKind.GreaterOrEqual, 5)
                : Follows("&gt;") ? Symbol(TokenKind.Greater, 4)
                : Follows("&amp;&amp;") ? Symbol(TokenKind.And, 10)
                : Symbol(TokenKind.And, Next(1) == '&' ? 2 : 1);
        }

        return Follows("\\lte") ? Symbol(TokenKind.LessOrEqual, 4)
            : Follows("\\lt") ? Symbol(TokenKind.Less, 3)
            : Follows("\\gte") ? Symbol(TokenKind.GreaterOrEqual, 4)
            : Follows("\\gt") ? Symbol(TokenKind.Greater, 3)
            : Follows("\\and") ? Symbol(TokenKind.And, 4)
            : throw UnexpectedCharacter(PositionAfterPartOfOperator());
    }

    /// <summary>Where an operator after a backslash stops being one.</summary>
    private int PositionAfterPartOfOperator()
    {
        var at = position + 1;
        while (at < end && "\\lt \\gt \\and".Contains(text.Substring(position, at + 1 - position), StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }
}
