namespace TwilioSms.FreeMarker;

// Whether an expression follows where it may be left out, after a! and 1.., told by reading it without making nodes: if it turns
// out not to be one, there is none, and what stands there means something else. What cannot be a token at all is an error at once.
internal sealed partial class Parser
{
    /// <summary>How much of the tokens that lie ahead belongs to an expression.</summary>
    private delegate bool Production(ref int ahead);

    private bool ExpressionFollows()
    {
        var ahead = 0;
        return SkipExpression(ref ahead);
    }

    private bool SumFollows()
    {
        var ahead = 0;
        return SkipSum(ref ahead);
    }

    private bool LambdaFollows()
    {
        var ahead = 0;
        return SkipLambdaStart(ref ahead);
    }

    /// <summary>Whether what comes next can start an expression; what does not go on as one is an error then.</summary>
    private bool StartsExpression() => StartsExpression(scanner.NextKind);

    private static bool StartsExpression(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.String or TokenKind.RawString
        or TokenKind.Integer or TokenKind.Decimal or TokenKind.True or TokenKind.False or TokenKind.OpenBracket or TokenKind.OpenBrace
        or TokenKind.OpenParenthesis or TokenKind.Dot or TokenKind.Plus or TokenKind.Minus or TokenKind.Exclamation;

    private bool SkipExpression(ref int ahead)
    {
        if (!StartsExpression(scanner.Peek(ahead).Kind))
        {
            return false;
        }

        Enter(scanner.Peek(ahead).Start);
        var found = SkipEquality(ref ahead);
        while (found && scanner.Peek(ahead).Kind is TokenKind.Or or TokenKind.And && TrySkip(ref ahead, SkipEquality))
        {
            // One operand after another.
        }

        Leave();
        return found;
    }

    private bool SkipEquality(ref int ahead)
    {
        var found = SkipRelation(ref ahead);
        if (found && scanner.Peek(ahead).Kind is TokenKind.Equal or TokenKind.DoubleEqual or TokenKind.NotEqual)
        {
            TrySkip(ref ahead, SkipRelation);
        }

        return found;
    }

    private bool SkipRelation(ref int ahead)
    {
        var found = SkipRange(ref ahead);
        if (found && scanner.Peek(ahead).Kind is TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual)
        {
            TrySkip(ref ahead, SkipRange);
        }

        return found;
    }

    private bool SkipRange(ref int ahead)
    {
        if (!SkipSum(ref ahead))
        {
            return false;
        }

        switch (scanner.Peek(ahead).Kind)
        {
            case TokenKind.DotDot:
                ahead++;
                var last = ahead;
                ahead = SkipSum(ref last) ? last : ahead;
                break;
            case TokenKind.DotDotLess or TokenKind.DotDotAsterisk:
                TrySkip(ref ahead, SkipSum);
                break;
        }

        return true;
    }

    private bool SkipSum(ref int ahead)
    {
        if (!SkipUnary(ref ahead))
        {
            return false;
        }

        while (scanner.Peek(ahead).Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Times or TokenKind.Divide or TokenKind.Percent
            && TrySkip(ref ahead, SkipUnary))
        {
            // One operand after another.
        }

        return true;
    }

    private bool SkipUnary(ref int ahead)
    {
        switch (scanner.Peek(ahead).Kind)
        {
            case TokenKind.Plus or TokenKind.Minus:
                ahead++;
                break;
            case TokenKind.Exclamation:
                while (scanner.Peek(ahead).Kind == TokenKind.Exclamation)
                {
                    ahead++;
                }

                break;
        }

        if (!SkipOperand(ref ahead))
        {
            return false;
        }

        while (SkipSuffix(ref ahead))
        {
            // One suffix after another.
        }

        return true;
    }

    private bool SkipOperand(ref int ahead)
    {
        switch (scanner.Peek(ahead++).Kind)
        {
            case TokenKind.Identifier or TokenKind.String or TokenKind.RawString or TokenKind.Integer or TokenKind.Decimal or TokenKind.True
                or TokenKind.False:
                return true;
            case TokenKind.Dot:
                return Skip(ref ahead, TokenKind.Identifier);
            case TokenKind.OpenParenthesis:
                return SkipExpression(ref ahead) && Skip(ref ahead, TokenKind.CloseParenthesis);
            case TokenKind.OpenBracket:
                return SkipArguments(ref ahead, TokenKind.CloseBracket);
            case TokenKind.OpenBrace:
                return SkipPairs(ref ahead);
            default:
                return false;
        }
    }

    private bool SkipSuffix(ref int ahead)
    {
        var at = ahead + 1;
        bool found;
        switch (scanner.Peek(ahead).Kind)
        {
            case TokenKind.Dot:
                found = IsKey(scanner.Peek(at++).Kind);
                break;
            case TokenKind.OpenBracket:
                found = SkipExpression(ref at) && Skip(ref at, TokenKind.CloseBracket);
                break;
            case TokenKind.OpenParenthesis:
                found = SkipArguments(ref at, TokenKind.CloseParenthesis);
                break;
            case TokenKind.Question:
                found = Skip(ref at, TokenKind.Identifier);
                var call = at;
                at = found && Skip(ref call, TokenKind.OpenParenthesis) && SkipArguments(ref call, TokenKind.CloseParenthesis, lambdas: true) ? call : at;
                break;
            case TokenKind.DoubleQuestion or TokenKind.TerminatingExclamation:
                found = true;
                break;
            case TokenKind.Exclamation:
                found = true;
                var fallback = at;
                at = SkipExpression(ref fallback) ? fallback : at;
                break;
            default:
                return false;
        }

        ahead = found ? at : ahead;
        return found;
    }

    private bool SkipArguments(ref int ahead, TokenKind close, bool lambdas = false)
    {
        if (SkipArgument(ref ahead, lambdas))
        {
            var more = true;
            while (more)
            {
                var next = scanner.Peek(ahead).Kind == TokenKind.Comma ? ahead + 1 : ahead;
                more = SkipArgument(ref next, lambdas);
                ahead = more ? next : ahead;
            }
        }

        return Skip(ref ahead, close);
    }

    private bool SkipArgument(ref int ahead, bool lambdas)
    {
        var at = ahead;
        if (lambdas && !SkipLambdaStart(ref at))
        {
            at = ahead;
        }

        var found = SkipExpression(ref at);
        ahead = found ? at : ahead;
        return found;
    }

    /// <summary>The parameters of a lambda and the arrow.</summary>
    private bool SkipLambdaStart(ref int ahead)
    {
        if (Skip(ref ahead, TokenKind.OpenParenthesis))
        {
            if (Skip(ref ahead, TokenKind.Identifier))
            {
                while (Skip(ref ahead, TokenKind.Comma))
                {
                    if (!Skip(ref ahead, TokenKind.Identifier))
                    {
                        return false;
                    }
                }
            }

            return Skip(ref ahead, TokenKind.CloseParenthesis) && Skip(ref ahead, TokenKind.LambdaArrow);
        }

        return Skip(ref ahead, TokenKind.Identifier) && Skip(ref ahead, TokenKind.LambdaArrow);
    }

    private bool SkipPairs(ref int ahead)
    {
        var at = ahead;
        if (SkipPair(ref at))
        {
            do
            {
                ahead = at++;
            }
            while (scanner.Peek(ahead).Kind == TokenKind.Comma && SkipPair(ref at));
        }

        return Skip(ref ahead, TokenKind.CloseBrace);
    }

    private bool SkipPair(ref int ahead) =>
        SkipExpression(ref ahead)
        && (Skip(ref ahead, TokenKind.Colon) || Skip(ref ahead, TokenKind.Comma))
        && SkipExpression(ref ahead);

    private bool Skip(ref int ahead, TokenKind kind)
    {
        if (scanner.Peek(ahead).Kind != kind)
        {
            return false;
        }

        ahead++;
        return true;
    }

    /// <summary>Skips an operator, if what has to follow it does.</summary>
    private static bool TrySkip(ref int ahead, Production operand)
    {
        var at = ahead + 1;
        if (!operand(ref at))
        {
            return false;
        }

        ahead = at;
        return true;
    }

    /// <summary>Whether a token may be a name after a dot.</summary>
    private static bool IsKey(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.Times or TokenKind.DoubleStar or TokenKind.True
        or TokenKind.False or TokenKind.In or TokenKind.As or TokenKind.Using or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater
        or TokenKind.GreaterOrEqual;
}
