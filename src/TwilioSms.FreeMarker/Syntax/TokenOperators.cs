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

    /// <summary>How tightly the operator of a token binds.</summary>
    public static Precedence ToPrecedence(this TokenKind kind) => kind switch
    {
        TokenKind.Or => Precedence.Or,
        TokenKind.And => Precedence.And,
        TokenKind.Equal or TokenKind.DoubleEqual or TokenKind.NotEqual => Precedence.Equality,
        TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual => Precedence.Relation,
        TokenKind.DotDot or TokenKind.DotDotLess or TokenKind.DotDotAsterisk => Precedence.Range,
        TokenKind.Plus or TokenKind.Minus => Precedence.Sum,
        TokenKind.Times or TokenKind.Divide or TokenKind.Percent => Precedence.Product,
        _ => Precedence.None,
    };

    /// <summary>How the range of a token ends.</summary>
    public static RangeEnd ToRangeEnd(this TokenKind kind) => kind switch
    {
        TokenKind.DotDotLess => RangeEnd.Excluded,
        TokenKind.DotDotAsterisk => RangeEnd.Length,
        _ => RangeEnd.Included,
    };
}

/// <summary>How tightly operators with two sides bind, the loosest first.</summary>
internal enum Precedence : byte
{
    /// <summary>It is no such operator.</summary>
    None,

    Or,
    And,
    Equality,
    Relation,
    Range,
    Sum,
    Product,
}
