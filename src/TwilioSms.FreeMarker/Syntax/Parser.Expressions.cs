using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Operators, from the loosest binding to the tightest.
internal sealed partial class Parser
{
    public Expression ParseExpression()
    {
        Enter(scanner.NextStart);
        var expression = ParseOr();
        Leave();
        return expression;
    }

    private Expression ParseOr()
    {
        var start = scanner.NextStart;
        var left = ParseAnd();
        while (TryTake(TokenKind.Or))
        {
            var right = ParseAnd();
            RequireBoolean(left);
            RequireBoolean(right);
            left = Placed(start, new Or(left, right));
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var start = scanner.NextStart;
        var left = ParseEquality();
        while (TryTake(TokenKind.And))
        {
            Expression right;
            using (Within(Guarded(left)))
            {
                right = ParseEquality();
            }

            RequireBoolean(left);
            RequireBoolean(right);
            left = Placed(start, new And(left, right));
        }

        return left;
    }

    private Expression ParseEquality()
    {
        var start = scanner.NextStart;
        var left = ParseRelation();
        if (scanner.NextKind is not (TokenKind.Equal or TokenKind.DoubleEqual or TokenKind.NotEqual))
        {
            return left;
        }

        var operation = scanner.Take().Kind.ToOperator();
        var right = ParseRelation();
        RequireNot(left, Literals.Hash, "something that can be compared");
        RequireNot(right, Literals.Hash, "something that can be compared");
        RequireNot(left, Literals.Sequence, "something that can be compared");
        RequireNot(right, Literals.Sequence, "something that can be compared");
        return Placed(start, new Comparison(operation, left, right));
    }

    private Expression ParseRelation()
    {
        var start = scanner.NextStart;
        var left = ParseRange();
        if (scanner.NextKind is not (TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual))
        {
            return left;
        }

        lastRelation = scanner.NextStart;
        var operation = scanner.Take().Kind.ToOperator();
        var right = ParseRange();
        RequireNumber(left);
        RequireNumber(right);
        return Placed(start, new Comparison(operation, left, right));
    }

    private Expression ParseRange()
    {
        var start = scanner.NextStart;
        var first = ParseSum();
        var kind = scanner.NextKind;
        if (kind is not (TokenKind.DotDot or TokenKind.DotDotLess or TokenKind.DotDotAsterisk))
        {
            return first;
        }

        scanner.Take();
        var last = kind == TokenKind.DotDot ? TryParse(ParseSum) : ParseSum();
        RequireNumber(first);
        if (last is not null)
        {
            RequireNumber(last);
        }

        return Placed(start, new RangeExpression(kind.ToRangeEnd(), first, last));
    }

    private Expression ParseSum()
    {
        var start = scanner.NextStart;
        var left = ParseProduct();
        while (scanner.NextKind is TokenKind.Plus or TokenKind.Minus)
        {
            var operation = scanner.Take().Kind.ToOperator();
            var right = ParseProduct();
            if (operation == Operator.Add)
            {
                left = Placed(start, new Addition(left, right));
                continue;
            }

            RequireNumber(left);
            RequireNumber(right);
            left = Placed(start, new Arithmetic(operation, left, right));
        }

        return left;
    }

    private Expression ParseProduct()
    {
        var start = scanner.NextStart;
        var left = ParseUnary();
        while (scanner.NextKind is TokenKind.Times or TokenKind.Divide or TokenKind.Percent)
        {
            var operation = scanner.Take().Kind.ToOperator();
            var right = ParseUnary();
            RequireNumber(left);
            RequireNumber(right);
            left = Placed(start, new Arithmetic(operation, left, right));
        }

        return left;
    }

    private Expression ParseUnary()
    {
        var token = scanner.Peek();
        switch (token.Kind)
        {
            case TokenKind.Plus or TokenKind.Minus:
                scanner.Take();
                return Ended(new Sign(token.Start, token.Kind == TokenKind.Minus, ParsePrimary()));
            case TokenKind.Exclamation:
                scanner.Take();
                Enter(token.Start);
                var operand = Next(TokenKind.Exclamation) ? ParseUnary() : ParsePrimary();
                Leave();
                return Ended(new Not(token.Start, operand));
            default:
                return ParsePrimary();
        }
    }

    /// <summary>Kinds of literals, which are refused while parsing where they cannot make sense.</summary>
    [Flags]
    private enum Literals
    {
        String = 1,
        Number = 2,
        Boolean = 4,
        Sequence = 8,
        Hash = 16,
    }

    private void RequireNumber(Expression expression) =>
        RequireNot(expression, Literals.String | Literals.Boolean | Literals.Sequence | Literals.Hash, "a number");

    private void RequireBoolean(Expression expression) =>
        RequireNot(expression, Literals.String | Literals.Number | Literals.Sequence | Literals.Hash, "a boolean");

    private void RequireNot(Expression expression, Literals refused, string expected)
    {
        if (context.Substitutes is { } substitutes && substitutes.Values.Contains(expression))
        {
            return; // what #escape puts in is not looked at
        }

        var kind = expression switch
        {
            Literal literal => literal.Value.Kind switch
            {
                ValueKind.String => Literals.String,
                ValueKind.Number => Literals.Number,
                _ => Literals.Boolean,
            },
            InterpolatedString => Literals.String,
            SequenceLiteral => Literals.Sequence,
            HashLiteral => Literals.Hash,
            _ => default,
        };

        if ((kind & refused) != 0)
        {
            Tell(Error($"A {kind.ToString().ToLowerInvariant()} literal cannot be {expected}.", expression.Start));
        }
    }
}
