using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>The operators that tokens stand for.</summary>
internal static class TokenOperators
{
    /// <summary>The operator of a token; of an assignment that changes a value, the operator it changes it by.</summary>
    public static Operator ToOperator(this TokenKind kind) => kind switch
    {
        TokenKind.NotEqual => Operator.NotEqual,
        TokenKind.Less => Operator.Less,
        TokenKind.LessOrEqual => Operator.LessOrEqual,
        TokenKind.Greater => Operator.Greater,
        TokenKind.GreaterOrEqual => Operator.GreaterOrEqual,
        TokenKind.Plus or TokenKind.PlusEqual or TokenKind.PlusPlus => Operator.Add,
        TokenKind.Minus or TokenKind.MinusEqual or TokenKind.MinusMinus => Operator.Subtract,
        TokenKind.Times or TokenKind.TimesEqual => Operator.Multiply,
        TokenKind.Divide or TokenKind.DivideEqual => Operator.Divide,
        TokenKind.Percent or TokenKind.PercentEqual => Operator.Remainder,
        _ => Operator.Equal,
    };

    /// <summary>Whether it is an operator with an operand on either side.</summary>
    public static bool StandsBetweenOperands(this TokenKind kind) => kind is >= TokenKind.Times and <= TokenKind.Or;

    /// <summary>How the range of a token ends.</summary>
    public static RangeEnd ToRangeEnd(this TokenKind kind) => kind switch
    {
        TokenKind.DotDotLess => RangeEnd.Excluded,
        TokenKind.DotDotAsterisk => RangeEnd.Length,
        _ => RangeEnd.Included,
    };
}
