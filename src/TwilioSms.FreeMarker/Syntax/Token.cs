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
    DotDot,
    DotDotLess,
    DotDotAsterisk,
    Ellipsis,
    Question,
    DoubleQuestion,
    Equal,
    DoubleEqual,
    NotEqual,
    PlusEqual,
    MinusEqual,
    TimesEqual,
    DivideEqual,
    PercentEqual,
    PlusPlus,
    MinusMinus,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LambdaArrow,
    Plus,
    Minus,
    Times,
    DoubleStar,
    Divide,
    Percent,
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
