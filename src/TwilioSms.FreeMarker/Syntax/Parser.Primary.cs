using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Operands and what is attached to them.
internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var firstInside = references.Count;
        var speculation = Begin();
        var start = scanner.NextStart;
        var operand = ParseOperand();
        speculation?.Settle();
        return ParseSuffixes(start, operand, firstInside);
    }

    /// <summary>What is attached to an operand that starts at a place and in which references from a number on are.</summary>
    private Expression ParseSuffixes(int start, Expression expression, int firstInside)
    {
        var endInside = references.Count;
        var path = expression;
        var suffixes = 0;
        var toleratesLast = false;
        while (true)
        {
            var before = expression;
            switch (scanner.NextKind)
            {
                case TokenKind.Dot:
                    expression = ParseDot(start, expression);
                    break;
                case TokenKind.OpenBracket:
                    expression = ParseLookup(start, expression);
                    break;
                case TokenKind.OpenParenthesis:
                    scanner.Take();
                    expression = Placed(start, new Call(expression, ParseArguments(TokenKind.CloseParenthesis)));
                    break;
                case TokenKind.Question:
                    expression = ParseBuiltIn(start, expression);
                    break;
                case TokenKind.DoubleQuestion:
                    scanner.Take();
                    expression = Placed(start, new Exists(expression));
                    break;
                case TokenKind.TerminatingExclamation:
                    scanner.Take();
                    expression = Placed(start, new Default(expression, null));
                    break;
                case TokenKind.Exclamation:
                    scanner.Take();
                    var fallback = TryParse(static parser => parser.ParseExpression());
                    expression = Placed(start, new Default(expression, fallback));
                    break;
                default:
                    depth -= suffixes;
                    AddReference(path, toleratesLast);
                    return expression;
            }

            if (before == path && DataPaths.IsPath(expression))
            {
                path = expression;
            }
            else if (DataPaths.ToleratesMissing(expression))
            {
                toleratesLast |= before == path;
                if (before is Parenthesized)
                {
                    Tolerate(firstInside, endInside);
                }
            }

            suffixes++;
            Enter(expression.Start);
        }
    }

    private void AddReference(Expression path, bool isLastTolerated)
    {
        if (DataPaths.IsPath(path))
        {
            references.Add(new(path, Scope, context.Guards, isLastTolerated));
        }
    }

    /// <summary>What stands in parentheses before an operator such as <c>!</c> may be missing as a whole.</summary>
    private void Tolerate(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            references[i] = references[i] with { IsTolerated = true };
        }
    }

    private Expression ParseOperand()
    {
        var token = scanner.Peek();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                scanner.Take();
                return Resolve(token.Start, NameOf(token));
            case TokenKind.String or TokenKind.RawString:
                scanner.Take();
                return ParseString(token);
            case TokenKind.Integer or TokenKind.Decimal:
                scanner.Take();
                return Ended(new Literal(token.Start, ParseNumber(token)));
            case TokenKind.True or TokenKind.False:
                scanner.Take();
                return Ended(new Literal(token.Start, token.Kind == TokenKind.True));
            case TokenKind.OpenParenthesis:
                scanner.Take();
                var inner = ParseExpression();
                Expect(TokenKind.CloseParenthesis, "\")\"");
                return Ended(new Parenthesized(token.Start, inner));
            case TokenKind.OpenBracket:
                scanner.Take();
                return Ended(new SequenceLiteral(token.Start, ParseArguments(TokenKind.CloseBracket)));
            case TokenKind.OpenBrace:
                scanner.Take();
                return ParseHash(token.Start);
            case TokenKind.Dot:
                return ParseSpecialVariable();
            default:
                throw Unexpected("an expression");
        }
    }

    private Number ParseNumber(Token token)
    {
        if (token.End - token.Start - 1 > settings.Limits.NumberDigits)
        {
            throw Error(
                FormattableString.Invariant($"The limit {nameof(TemplateLimits)}.{nameof(TemplateLimits.NumberDigits)} of {settings.Limits.NumberDigits} digits is reached."),
                token.Start);
        }

        return Number.TryParse(scanner.SpanOf(token), out var number) ? number : throw Error("This is not a number.", token.Start);
    }

    private HashLiteral ParseHash(int start)
    {
        var keys = new List<Expression>();
        var values = new List<Expression>();
        if (!Next(TokenKind.CloseBrace))
        {
            do
            {
                var key = ParseExpression();
                if (Next(TokenKind.CloseBrace) && keys.Count == 0 && ValueOfOtherLanguages(start, key) is { } error)
                {
                    throw mismatch = error;
                }

                if (!TryTake(TokenKind.Comma))
                {
                    Expect(TokenKind.Colon, "\":\" and a value");
                }

                values.Add(ParseExpression());
                RequireNot(key, Literals.Number | Literals.Boolean | Literals.Sequence | Literals.Hash, "the key of a hash");
                keys.Add(key);
            }
            while (TryTake(TokenKind.Comma));
        }

        Expect(TokenKind.CloseBrace, "\",\" or \"}\"");
        return Ended(new HashLiteral(start, [.. keys], [.. values]));
    }

    /// <summary>The error of <c>{{name}}</c>; null where it is another.</summary>
    private TemplateSyntaxException? ValueOfOtherLanguages(int start, Expression value)
    {
        var close = scanner.Peek();
        var text = source.TextBetween(value.Start, value.End);
        if (start == 0 || close.End >= source.Text.Length || source.Text[start - 1] != '{' || source.Text[close.End] != '}' || text.Length == 0)
        {
            return null;
        }

        var isInterpolation = start > 1 && source.Text[start - 2] == '$';
        return Error(
            $"Found \"}}\" after two braces. FreeMarker writes {text} in an expression, and ${{{text}}} in text, for {{{{{text}}}}}.",
            close.Start,
            new Advice(source.SourceName, start - 1, close.End + 1, [isInterpolation ? $"{{{text}}}" : text]));
    }

    /// <summary>Expressions up to a closing token, which is taken; commas between them may be left out.</summary>
    /// <param name="close">The closing token.</param>
    /// <param name="listed">What a lambda among them would get the items of; null where there can be none.</param>
    private Expression[] ParseArguments(TokenKind close, Expression? listed = null)
    {
        var arguments = ParsePositional(close, listed);
        Expect(close, close == TokenKind.CloseBracket ? "\",\" or \"]\"" : "\",\" or \")\"");
        return arguments;
    }

    private Expression[] ParsePositional(TokenKind close, Expression? listed)
    {
        if (Next(close) || (close != TokenKind.CloseParenthesis && close != TokenKind.CloseBracket && !StartsExpression()))
        {
            return [];
        }

        var first = ParseArgument(listed);
        if (Next(close))
        {
            return [first];
        }

        var arguments = new List<Expression> { first };
        while (TryTake(TokenKind.Comma) || StartsExpression())
        {
            arguments.Add(ParseArgument(listed));
        }

        return [.. arguments];
    }

    private Expression ParseArgument(Expression? listed) => listed is not null && TryParseLambda(listed) is { } lambda ? lambda : ParseExpression();

    private Dot ParseDot(int start, Expression target)
    {
        scanner.Take();
        var token = scanner.Peek();
        switch (token.Kind)
        {
            case TokenKind.Identifier or TokenKind.Times or TokenKind.DoubleStar or TokenKind.True or TokenKind.False or TokenKind.In
                or TokenKind.As or TokenKind.Using:
            case TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual
                when char.IsLetter(scanner.SpanOf(token)[0]):
                scanner.Take();
                break;
            case TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual:
                Tell(Final(Unexpected("a name after the dot")));
                scanner.Take();
                break;
            default:
                throw Unexpected("a name after the dot");
        }

        RequireNot(target, Literals.String | Literals.Boolean | Literals.Sequence, "a hash");
        return Placed(start, new Dot(target, NameOf(token)));
    }

    private Lookup ParseLookup(int start, Expression target)
    {
        scanner.Take();
        var key = ParseExpression();
        Expect(TokenKind.CloseBracket, "\"]\"");
        RequireNot(target, Literals.Boolean | Literals.Number, "a sequence or a hash");
        return Placed(start, new Lookup(target, key));
    }

    /// <summary>A lambda, if one comes next; only as far as it takes to tell, nothing is taken otherwise.</summary>
    private Lambda? TryParseLambda(Expression listed)
    {
        if (!LambdaFollows())
        {
            return null;
        }

        var start = scanner.NextStart;
        var scope = Scope;
        var slots = new List<int>();
        for (Token token; (token = scanner.Take()).Kind != TokenKind.LambdaArrow;)
        {
            if (token.Kind == TokenKind.Identifier)
            {
                if (context.Substitutes?.ContainsKey(NameOf(token)) == true)
                {
                    throw Error($"{NameOf(token)} is the variable of an #escape around; the parameter of the lambda needs another name.", start);
                }

                slots.Add(Unit.NewSlot());
                scope = new Scope(NameOf(token), slots[slots.Count - 1], scope) { IsLambdaParameter = true, Source = listed };
            }
        }

        using (Within(context with { Scope = scope }))
        {
            return Ended(new Lambda(start, [.. slots], ParseExpression()));
        }
    }

    /// <summary>The variable a plain name means here.</summary>
    private Expression Resolve(int start, string name)
    {
        if (context.Substitutes is { } substitutes && substitutes.TryGetValue(name, out var substitute))
        {
            return substitute;
        }

        return Ended(Resolve(start, name, Scope));
    }

    private Variable Resolve(int start, string name, Scope? from)
    {
        var variable = new Variable(start, name);
        var found = Scope.Find(from, name);
        if (found is null)
        {
            if (context.IsCallable)
            {
                Unit.Decide(variable);
            }

            return variable;
        }

        variable.Slot = found.Slot;
        variable.HidesOthers = found.IsLambdaParameter;
        if (!found.IsLambdaParameter)
        {
            variable.Outer = Resolve(start, name, found.Outer);
        }

        return variable;
    }
}
