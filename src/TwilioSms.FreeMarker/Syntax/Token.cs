namespace TwilioSms.FreeMarker.Syntax;

/// <summary>A token: what it is and where it stands in its text. Two words, which are handed on in registers.</summary>
internal struct Token
{
    private ulong place;
    private ulong nature;

    /// <summary>Makes this the token, word by word: copied as a whole, a token that was just made has to be waited for.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="start">The offset of its first character.</param>
    /// <param name="end">The offset after its last character.</param>
    /// <param name="directive">The directive of a tag.</param>
    /// <param name="hasParameters">Whether parameters follow the name of a start tag.</param>
    public void Set(TokenKind kind, int start, int end, Directive directive = Directive.None, bool hasParameters = false)
    {
        place = (uint)start | ((ulong)(uint)end << 32);
        nature = (byte)kind | ((ulong)directive << 8) | (hasParameters ? 1UL << 16 : 0);
    }

    public readonly TokenKind Kind => (TokenKind)(byte)nature;

    public readonly int Start => (int)place;

    public readonly int End => (int)(place >> 32);

    public readonly Directive Directive => (Directive)(byte)(nature >> 8);

    public readonly bool HasParameters => nature >> 16 != 0;
}

internal enum TokenKind : byte
{
    /// <summary>No token: what looks like the start of one is text.</summary>
    None,

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
