using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// #if, #switch.
internal sealed partial class Parser
{
    private void ParseIf(Token start)
    {
        layout.OpenParts(start.Start);
        var branches = new List<Branch>();
        var token = start;
        using var surroundings = Within(Opened(start));
        while (true)
        {
            Expression? condition = null;
            if (token.HasParameters)
            {
                condition = ParseExpression();
                if (token.Directive == Directive.If)
                {
                    TakeTagEnd();
                }
                else
                {
                    TakeLooseTagEnd();
                }
            }

            var content = layout.Open(LayoutKind.Directive, token.Start);
            using (Within(condition is null ? context : Guarded(condition)))
            {
                ParseContent();
            }

            layout.Close(null, scanner.LastEnd);
            branches.Add(new Branch(token.Start, condition, content));
            token = scanner.Peek();
            if (condition is null || token.Kind != TokenKind.StartTag || token.Directive is not (Directive.ElseIf or Directive.Else))
            {
                break;
            }

            scanner.Take();
        }

        TakeEndTag(Directive.If, "if");
        layout.Close(new If(start.Start, [.. branches]), scanner.LastEnd);
    }

    private void ParseSwitch(Token start)
    {
        layout.OpenParts(start.Start);
        var subject = ParseExpression();
        TakeTagEnd();
        using var surroundings = Within(Opened(start));
        TakeIgnorableText();
        var cases = new List<SwitchCase>();
        var hasCase = false;
        var hasOn = false;
        var hasDefault = false;
        for (Token token; (token = scanner.Peek()).Kind == TokenKind.StartTag && token.Directive is Directive.Case or Directive.On or Directive.Default;)
        {
            scanner.Take();
            hasCase |= token.Directive == Directive.Case;
            hasOn |= token.Directive == Directive.On;
            var values = token.Directive == Directive.Default ? [] : ParseCaseValues(token);
            var content = layout.Open(LayoutKind.Directive, token.Start);
            using (Within(hasOn ? context : context with { CanBreak = true }))
            {
                ParseContent();
            }

            layout.Close(null, scanner.LastEnd);
            cases.Add(new SwitchCase(token.Start, values, content));
            CheckSwitch(start, token, hasCase && hasOn, hasDefault);
            hasDefault |= token.Directive == Directive.Default;
        }

        TakeIgnorableText();
        TakeEndTag(Directive.Switch, "switch");
        layout.Close(new Switch(start.Start, subject, [.. cases], fallsThrough: !hasOn), scanner.LastEnd);
    }

    private void CheckSwitch(Token start, Token token, bool mixed, bool afterDefault)
    {
        if (mixed)
        {
            throw Error("#case and #on cannot stand in the same #switch.", token.Start);
        }

        if (afterDefault && token.Directive == Directive.Default)
        {
            throw Error("A #switch has one #default only.", start.Start);
        }

        if (afterDefault && token.Directive == Directive.On)
        {
            throw Error("#default must be the last one in a #switch with #on.", token.Start);
        }
    }

    private Expression[] ParseCaseValues(Token token)
    {
        var values = new List<Expression> { ParseExpression() };
        while (token.Directive == Directive.On && TryTake(TokenKind.Comma))
        {
            values.Add(ParseExpression());
        }

        TakeTagEnd();
        return [.. values];
    }

    /// <summary>White space and comments around the cases of a #switch; anything else there is an error.</summary>
    private void TakeIgnorableText()
    {
        while (scanner.Peek() is { Kind: TokenKind.Text or TokenKind.Comment } or { Kind: TokenKind.StartTag, Directive: Directive.Comment })
        {
            var token = scanner.Peek();
            if (token.Kind == TokenKind.Text && scanner.FirstNonBlank(token) < token.End)
            {
                return;
            }

            scanner.Take();
            if (token.Kind != TokenKind.Text)
            {
                scanner.TakeUnparsed(token);
            }
        }
    }
}
