namespace TwilioSms.FreeMarker.Syntax;

// Inside tags and interpolations.
internal sealed partial class Scanner
{
    /// <summary>What the next token is. It starts at <see cref="tokenStart"/> and ends where the scanner is.</summary>
    private TokenKind ScanExpression()
    {
        tokenStart = position;
        if (!SkipExpressionBlanks())
        {
            mode = Mode.Expression;
            return TokenKind.TerminatingWhitespace;
        }

        tokenStart = position;
        if (position >= end)
        {
            return TokenKind.EndOfText;
        }

        var c = text[position];
        if (c == '$' && Next(1) == '{')
        {
            throw MisplacedInterpolation();
        }

        if (IsIdentifierStart(position, out _))
        {
            return c == 'r' && position + 1 < end && text[position + 1] is '"' or '\'' ? ScanRawString() : ScanIdentifier();
        }

        if (c is >= '0' and <= '9')
        {
            return ScanNumber();
        }

        return c switch
        {
            '"' or '\'' => ScanString(c),
            '&' or '\\' => ScanEscapedOperator(c),
            '<' => ScanLess(),
            '>' => ScanGreater(),
            '/' => ScanSlash(),
            '!' => ScanExclamation(),
            '(' => OpenParenthesis(),
            ')' => CloseParenthesis(),
            '[' => OpenBracket(),
            ']' => CloseBracket(),
            '{' => OpenBrace(),
            '}' => CloseBrace(),
            '#' when Next(1) == '{' => throw MisplacedInterpolation(),
            '.' => ScanDots(),
            '?' => Next(1) == '?' ? Symbol(TokenKind.DoubleQuestion, 2) : Symbol(TokenKind.Question, 1),
            '=' => Next(1) == '=' ? Symbol(TokenKind.DoubleEqual, 2) : Symbol(TokenKind.Equal, 1),
            '+' => Next(1) == '=' ? Symbol(TokenKind.PlusEqual, 2) : Next(1) == '+' ? Symbol(TokenKind.PlusPlus, 2) : Symbol(TokenKind.Plus, 1),
            '-' => ScanMinus(),
            '*' => Next(1) == '=' ? Symbol(TokenKind.TimesEqual, 2) : Next(1) == '*' ? Symbol(TokenKind.DoubleStar, 2) : Symbol(TokenKind.Times, 1),
            '%' => Next(1) == '=' ? Symbol(TokenKind.PercentEqual, 2) : Symbol(TokenKind.Percent, 1),
            '|' => Next(1) == '|' ? Symbol(TokenKind.Or, 2) : Symbol(TokenKind.Or, 1),
            ',' => Symbol(TokenKind.Comma, 1),
            ';' => Symbol(TokenKind.Semicolon, 1),
            ':' => Symbol(TokenKind.Colon, 1),
            '#' => throw UnexpectedCharacter(position + 1),
            _ => throw UnexpectedCharacter(position),
        };
    }

    /// <summary>Skips white space and comments; false where the white space is itself a token.</summary>
    private bool SkipExpressionBlanks()
    {
        while (position < end)
        {
            var c = text[position];
            if (c > ' ' && c is not ('<' or '['))
            {
                break; // as most are
            }

            if (IsBlank(c))
            {
                position = SkipBlanks(position + 1);
                if (mode == Mode.NoSpace)
                {
                    return false;
                }
            }
            else if (mode != Mode.NoSpace && c is '<' or '[' && Next(1) is '#' or '!' && Next(2) == '-' && Next(3) == '-')
            {
                SkipExpressionComment();
            }
            else
            {
                break;
            }
        }

        return true;
    }

    private void SkipExpressionComment()
    {
        for (position += 4; position < end; position++)
        {
            if (text[position] == '-' && Next(1) == '-' && Next(2) is '>' or ']')
            {
                position += 3;
                return;
            }
        }
    }

    private char Next(int distance) => position + distance < end ? text[position + distance] : '\0';

    private TokenKind Symbol(TokenKind kind, int length)
    {
        position += length;
        return kind;
    }

    private bool Follows(string symbol) => text.AsSpan(position, end - position).StartsWith(symbol.AsSpan());

    private TokenKind ScanMinus() =>
        Next(1) switch
        {
            '=' => Symbol(TokenKind.MinusEqual, 2),
            '-' => Symbol(TokenKind.MinusMinus, 2),
            '>' => Symbol(TokenKind.LambdaArrow, 2),
            _ => Follows("-&gt;") ? Symbol(TokenKind.LambdaArrow, 5) : Symbol(TokenKind.Minus, 1),
        };

    private TokenKind ScanDots() =>
        Next(1) != '.' ? Symbol(TokenKind.Dot, 1)
        : Next(2) switch
        {
            '.' => Symbol(TokenKind.Ellipsis, 3),
            '<' or '!' => Symbol(TokenKind.DotDotLess, 3),
            '*' => Symbol(TokenKind.DotDotAsterisk, 3),
            _ => Symbol(TokenKind.DotDot, 2),
        };

    private TokenKind ScanLess() => Next(1) == '=' ? Symbol(TokenKind.LessOrEqual, 2) : Symbol(TokenKind.Less, 1);

    /// <summary>The end of the tag, unless parentheses or an interpolation are around it.</summary>
    private TokenKind ScanGreater()
    {
        if (mode == Mode.Parentheses)
        {
            return Next(1) == '=' ? Symbol(TokenKind.GreaterOrEqual, 2) : Symbol(TokenKind.Greater, 1);
        }

        return EndTag(Symbol(TokenKind.TagEnd, 1), keepOpen: SquareTags || inInterpolation);
    }

    private TokenKind EndTag(TokenKind kind, bool keepOpen)
    {
        (endsFtlHeader, inFtlHeader) = (inFtlHeader, false);
        if (keepOpen)
        {
            return TokenKind.Greater;
        }

        mode = Mode.Text;
        return kind;
    }

    private TokenKind ScanSlash()
    {
        if (mode != Mode.Parentheses && Next(1) is '>' or ']')
        {
            if (tagSyntaxEstablished && Next(1) != (SquareTags ? ']' : '>'))
            {
                throw Error($"The tag must end with \"{(SquareTags ? ']' : '>')}\".", position + origin);
            }

            return EndTag(Symbol(TokenKind.EmptyTagEnd, 2), keepOpen: false);
        }

        return Next(1) == '=' ? Symbol(TokenKind.DivideEqual, 2) : Symbol(TokenKind.Divide, 1);
    }

    /// <summary>In named parameters, <c>!</c> with a space after it has no default: <c>&lt;@m a=b! c=d&gt;</c>.</summary>
    private TokenKind ScanExclamation()
    {
        if (Next(1) == '=')
        {
            return Symbol(TokenKind.NotEqual, 2);
        }

        if (mode == Mode.NamedParameters && IsBlank(Next(1)))
        {
            position = SkipBlanks(position + 1);
            return TokenKind.TerminatingExclamation;
        }

        return Symbol(TokenKind.Exclamation, 1);
    }

    private TokenKind OpenParenthesis()
    {
        if (++parentheses == 1)
        {
            mode = Mode.Parentheses;
        }

        return Symbol(TokenKind.OpenParenthesis, 1);
    }

    private TokenKind CloseParenthesis()
    {
        if (--parentheses == 0)
        {
            mode = inNamedParameters ? Mode.NamedParameters : Mode.Expression;
        }

        return Symbol(TokenKind.CloseParenthesis, 1);
    }

    private TokenKind OpenBracket()
    {
        if (Next(1) == '=')
        {
            throw MisplacedInterpolation();
        }

        brackets++;
        return Symbol(TokenKind.OpenBracket, 1);
    }

    private TokenKind CloseBracket()
    {
        if (brackets > 0)
        {
            brackets--;
            return Symbol(TokenKind.CloseBracket, 1);
        }

        if (inInterpolation && InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket)
        {
            return EndInterpolation(TokenKind.CloseBracket);
        }

        return !SquareTags || inInterpolation
            ? throw Error("There is nothing open that \"]\" could close.", position + origin)
            : EndTag(Symbol(TokenKind.TagEnd, 1), keepOpen: false);
    }

    private TokenKind OpenBrace()
    {
        braces++;
        return Symbol(TokenKind.OpenBrace, 1);
    }

    private TokenKind CloseBrace()
    {
        if (braces > 0)
        {
            braces--;
            return Symbol(TokenKind.CloseBrace, 1);
        }

        return inInterpolation && InterpolationSyntax != TemplateInterpolationSyntax.SquareBracket
            ? EndInterpolation(TokenKind.CloseBrace)
            : throw Error("There is nothing open that \"}\" could close.", position + origin);
    }

    private TokenKind EndInterpolation(TokenKind kind)
    {
        mode = modeAfterInterpolation;
        inInterpolation = false;
        return Symbol(kind, 1);
    }

    private TemplateSyntaxException MisplacedInterpolation() => Error(
        $"\"{text.Substring(position, 2)}\" cannot start an interpolation here, inside an expression; name the variable without it.", position + origin);

    private TemplateSyntaxException UnexpectedCharacter(int at) => LexicalError(
        at < end && text[at] is '\u201C' or '\u201D' or '\u201E' or '\u2018' or '\u2019' ? $"The quotation mark {text[at]} cannot stand here. Strings are written in straight ones, \"...\" or '...'."
        : at < end ? $"The character \"{text[at]}\" cannot stand here." : "The template ends inside an expression.", at);

    /// <summary>
    /// The error of a character that no token can go on with. FreeMarker looks one character further then; if the text ends, the error
    /// is there, and after a line break it has no column.
    /// </summary>
    private TemplateSyntaxException LexicalError(string message, int at)
    {
        if (at < end - 1)
        {
            return Error(message, at + origin);
        }

        var place = source.PositionOf(end + origin);
        return Failure = new(message, source.Name, place.Line, text[end - 1] is '\r' or '\n' ? null : place.Column);
    }
}
