using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

// Operators, from the loosest binding to the tightest.
internal sealed partial class Parser
{
    public Expression ParseExpression()
    {
        Enter(scanner.NextStart);
        var expression = ParseOperations(Precedence.Or);
        Leave();
        return expression;
    }

    /// <summary>Operands, and between them operators that bind at least as tightly as <paramref name="loosest"/>.</summary>
    private Expression ParseOperations(Precedence loosest)
    {
        var start = scanner.NextStart;
        var left = ParseUnary();
        var tightest = Precedence.Product;
        for (Precedence next; (next = scanner.NextKind.ToPrecedence()) >= loosest && next <= tightest;)
        {
            left = Placed(start, ParseOperation(next, left));
            tightest = next is Precedence.Equality or Precedence.Relation or Precedence.Range ? next - 1 : next; // of those there is one at most
        }

        return left;
    }

    /// <summary>An operator, which comes next, and its right side.</summary>
    private Expression ParseOperation(Precedence precedence, Expression left)
    {
        if (precedence == Precedence.Relation)
        {
            lastRelation = scanner.NextStart;
        }

        var kind = scanner.Take().Kind;
        if (precedence == Precedence.Range)
        {
            return ParseRange(kind, left);
        }

        var right = precedence switch
        {
            Precedence.And => ParseGuarded(left),
            Precedence.Product => ParseUnary(),
            _ => ParseOperations(precedence + 1),
        };
        switch (precedence)
        {
            case Precedence.Or or Precedence.And:
                RequireBoolean(left);
                RequireBoolean(right);
                return precedence == Precedence.Or ? new Or(left, right) : new And(left, right);
            case Precedence.Equality:
                RequireNot(left, Literals.Hash, "something that can be compared");
                RequireNot(right, Literals.Hash, "something that can be compared");
                RequireNot(left, Literals.Sequence, "something that can be compared");
                RequireNot(right, Literals.Sequence, "something that can be compared");
                return new Comparison(kind.ToOperator(), left, right);
            case Precedence.Sum when kind == TokenKind.Plus:
                return new Addition(left, right);
        }

        RequireNumber(left);
        RequireNumber(right);
        return precedence == Precedence.Relation
            ? new Comparison(kind.ToOperator(), left, right)
            : new Arithmetic(kind.ToOperator(), left, right);
    }

    /// <summary>A range, whose end may be left out after <c>..</c>.</summary>
    private RangeExpression ParseRange(TokenKind kind, Expression first)
    {
        var last = kind == TokenKind.DotDot ? TryParse(static parser => parser.ParseOperations(Precedence.Sum)) : ParseOperations(Precedence.Sum);
        RequireNumber(first);
        if (last is not null)
        {
            RequireNumber(last);
        }

        return new RangeExpression(kind.ToRangeEnd(), first, last);
    }

    /// <summary>The right side of an <c>&amp;&amp;</c>, where the left one holds.</summary>
    private Expression ParseGuarded(Expression condition)
    {
        using (Within(Guarded(condition)))
        {
            return ParseOperations(Precedence.Equality);
        }
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
