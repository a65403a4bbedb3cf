namespace TwilioSms.FreeMarker.Syntax;

/// <summary>A token: what it is and where it stands in its text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset after its last character.</param>
/// <param name="Directive">The directive of a tag.</param>
/// <param name="HasParameters">Whether parameters follow the name of a start tag.</param>
internal readonly record struct Token(
    TokenKind Kind, int Start, int End, Directive Directive = Directive.None, bool HasParameters = false);

internal enum TokenKind : byte
{
    EndOfText,

    // Between tags.
    Text,
    DollarInterpolation,
    HashInterpolation,
    SquareInterpolation,
    StartTag,
    EndTag,
    Comment,
    UserTag,
    UserEndTag,

    // Inside tags and interpolations.
    TagEnd,
    EmptyTagEnd,
    TerminatingWhitespace,
    TerminatingExclamation,
    Identifier,
    String,
    RawString,
    Integer,
    Decimal,
    True,
    False,
    In,
    As,
    Using,
    Dot,
    Ellipsis,
    Question,
    DoubleQuestion,
    PlusEqual,
    MinusEqual,
    TimesEqual,
    DivideEqual,
    PercentEqual,
    PlusPlus,
    MinusMinus,
    LambdaArrow,
    DoubleStar,

    // Between two operands, from those that bind tightest on.
    Times,
    Divide,
    Percent,
    Plus,
    Minus,
    DotDot,
    DotDotLess,
    DotDotAsterisk,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    DoubleEqual,
    NotEqual,
    And,
    Or,

    Exclamation,
    Comma,
    Semicolon,
    Colon,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    OpenBrace,
    CloseBrace,
}
