using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Text, interpolations and tags in their order.
internal sealed partial class Parser
{
    private readonly Layout layout;
    private bool stripWhitespace;
    private bool stripText;
    private int contentDepth;

    /// <summary>The tag whose content was parsed last: its end is to come.</summary>
    private Token lastBody;

    /// <summary>Parses the whole template.</summary>
    public InspectedTemplate ParseTemplate()
    {
        CheckLength();
        ParseHeader();
        RequireAllowedByPolicy(OutputFormat.IsMarkup, $"The output format {OutputFormat}, which escapes nothing,", 0);
        ParseContent();
        if (!Next(TokenKind.EndOfText))
        {
            throw Unexpected("text, an interpolation or the start of a directive");
        }

        Unit.Complete();
        layout.Complete(stripWhitespace);
        (source.IsCamelCase, source.HasSquareTags) = (scanner.Naming == TemplateNamingConvention.CamelCase, scanner.SquareTags);
        return new InspectedTemplate(layout.Root, Unit, [.. macros], literalNames, references, assigned);
    }

    /// <summary>Parses elements until a token that is none, which the caller has to take.</summary>
    private void ParseContent()
    {
        contentDepth++;
        while (errors is null ? TryParseElement() : TryParseElementOrRecover())
        {
            work.Step();
        }

        contentDepth--;
    }

    /// <summary>Parses an element; false where there is none.</summary>
    private bool TryParseElement()
    {
        var token = scanner.Peek();
        switch (token.Kind)
        {
            case TokenKind.Text:
                scanner.Take();
                if (!stripText || contentDepth > 1)
                {
                    layout.AddText(token.Start, token.End, token.Start, token.End);
                }

                return true;
            case TokenKind.DollarInterpolation or TokenKind.HashInterpolation or TokenKind.SquareInterpolation:
                scanner.Take();
                var interpolation = ParseInterpolation(token);
                layout.Add(LayoutKind.Interpolation, interpolation, token.Start, scanner.LastEnd);
                return true;
            case TokenKind.Comment:
                scanner.Take();
                scanner.TakeUnparsed(token);
                layout.Add(LayoutKind.Comment, null, token.Start, scanner.LastEnd);
                return true;
            case TokenKind.UserTag:
                scanner.Take();
                ParseUserCall(token);
                return true;
            case TokenKind.StartTag when StartsElement(token.Directive):
                scanner.Take();
                Enter(token.Start);
                ParseDirective(token);
                Leave();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the tag starts an element, not the next part of the one around.</summary>
    private static bool StartsElement(Directive directive) => directive is not
        (Directive.Ftl or Directive.Else or Directive.ElseIf or Directive.Case or Directive.On or Directive.Default or Directive.Recover);

    private Element ParseInterpolation(Token open)
    {
        var expression = ParseExpression();
        if (open.Kind == TokenKind.HashInterpolation)
        {
            return ParseNumericInterpolation(open, expression);
        }

        Expect(
            open.Kind == TokenKind.SquareInterpolation ? TokenKind.CloseBracket : TokenKind.CloseBrace,
            open.Kind == TokenKind.SquareInterpolation ? "\"]\" or an operator" : "\"}\" or an operator");
        RequireNot(expression, Literals.Hash | Literals.Sequence, "printed");
        return new Interpolation(open.Start, Escaped(expression), OutputFormat, Escapes);
    }

    private NumericInterpolation ParseNumericInterpolation(Token open, Expression expression)
    {
        const int MaxDecimals = 50;
        RequireNumber(expression);
        Token? format = TryTake(TokenKind.Semicolon) ? Expect(TokenKind.Identifier, "a format such as m1M3") : null;
        Expect(TokenKind.CloseBrace, "\"}\"");
        var (minimum, maximum) = (0, MaxDecimals);
        if (format is { } token)
        {
            (minimum, maximum) = ParseDecimals(scanner.SpanOf(token)) ?? throw Error(
                "The format must be such as m2, M3 or m1M3: the least and the most digits after the point, at most 50.", token.Start);
        }

        return new NumericInterpolation(open.Start, expression, minimum, maximum);

        static (int Minimum, int Maximum)? ParseDecimals(ReadOnlySpan<char> format)
        {
            int? minimum = null;
            int? maximum = null;
            for (var i = 0; i < format.Length;)
            {
                var letter = format[i++];
                if (i == format.Length && letter is 'm' or 'M')
                {
                    break; // a letter at the end means nothing
                }

                var value = 0;
                var digits = i;
                while (i < format.Length && format[i] is >= '0' and <= '9' && value <= MaxDecimals)
                {
                    value = (value * 10) + format[i++] - '0';
                }

                if (i == digits || value > MaxDecimals || letter is not ('m' or 'M') || (letter == 'm' ? minimum : maximum) is not null)
                {
                    return null;
                }

                if (letter == 'm')
                {
                    minimum = value;
                }
                else
                {
                    maximum = value;
                }
            }

            return minimum > (maximum ?? minimum) || (minimum ?? maximum) is null ? null : (minimum ?? 0, maximum ?? minimum!.Value);
        }
    }

    private void TakeTagEnd(string expected = "\">\"") => Expect(TokenKind.TagEnd, scanner.SquareTags ? expected.Replace('>', ']') : expected);

    /// <summary>The end of a tag that may also be written as an empty one (<c>/&gt;</c>).</summary>
    private void TakeLooseTagEnd()
    {
        if (!TryTake(TokenKind.EmptyTagEnd))
        {
            TakeTagEnd();
        }
    }

    /// <summary>Takes the end tag of a directive.</summary>
    private Token TakeEndTag(Directive directive, string name)
    {
        var token = scanner.Peek();
        if (token.Kind != TokenKind.EndTag || token.Directive != directive)
        {
            throw Unexpected($"the end tag of #{name}", lastBody.Directive == directive ? StillOpen(lastBody) : Unclosed());
        }

        return scanner.Take();
    }

    /// <summary>The content of a directive up to a tag that is not part of it.</summary>
    private void ParseBody(Token start)
    {
        using (Within(Opened(start)))
        {
            ParseContent();
        }

        lastBody = start;
    }

    private ParserContext Opened(Token start) => context with { OpenTag = new OpenTag(start, context.OpenTag) };

    private ParserContext Guarded(Expression condition) => context with { Guards = new Guard(condition, Scope, context.Guards) };

    /// <summary>Refuses what stands in the wrong place, unless it is not known what the place is.</summary>
    private void RequirePlace(bool isRight, string message, int at)
    {
        if (!isRight && !context.IsBroken)
        {
            throw Error(message, at);
        }
    }
}
