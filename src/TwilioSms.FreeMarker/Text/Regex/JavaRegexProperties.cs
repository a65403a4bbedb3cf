using System.Globalization;
using static System.Globalization.UnicodeCategory;

namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>The properties <c>\p{...}</c> of Java's regular expressions.</summary>
internal static class JavaRegexProperties
{
    private static readonly CodePointSet Letter = Categories("L");

    private static readonly CodePointSet LetterOrDigit = Letter.Or(Of(DecimalDigitNumber));

    private static readonly CodePointSet Control = CodePointSet.Of([0, 0x1F, 0x7F, 0x9F]);

    internal static CodePointSet UnicodeDigit { get; } = Of(DecimalDigitNumber);

    internal static CodePointSet UnicodeSpace { get; } = UnicodeSets.Parse("9-D 20 85 A0 1680 2000-200A 2028-2029 202F 205F 3000");

    internal static CodePointSet UnicodeWord { get; } =
        Alphabetic.Or(Categories("M")).Or(Of(DecimalDigitNumber, ConnectorPunctuation)).Or(CodePointSet.Range(0x200C, 0x200D));

    private static CodePointSet Alphabetic => Letter.Or(Of(LetterNumber)).Or(UnicodeSets.Property("OtherAlphabetic"));

    private static CodePointSet Lowercase => Of(LowercaseLetter).Or(UnicodeSets.Property("OtherLowercase"));

    private static CodePointSet Uppercase => Of(UppercaseLetter).Or(UnicodeSets.Property("OtherUppercase"));

    /// <summary>The set of that property, or null where Java knows none of that name.</summary>
    internal static CodePointSet? Find(string name, JavaRegexFlags flags)
    {
        bool unicode = (flags & JavaRegexFlags.UnicodeClasses) != 0;
        bool ignoresCase = (flags & JavaRegexFlags.IgnoreCase) != 0;
        return (unicode ? UnicodePosix(name, ignoresCase)?.Beyond() : null) ?? BasicPosix(name, ignoresCase) ?? FindUnicode(name, ignoresCase)?.Beyond();
    }

    private static CodePointSet? FindUnicode(string name, bool ignoresCase)
    {
        int equals = name.IndexOf('=');
        if (equals >= 0)
        {
            string value = name.Substring(equals + 1);
            return CaseMapping.ToLower(name.Substring(0, equals), Locale.Root) switch
            {
                "sc" or "script" => UnicodeSets.FindScript(value),
                "blk" or "block" => UnicodeSets.FindBlock(value),
                "gc" or "general_category" => Category(value, ignoresCase),
                _ => null,
            };
        }

        if (name.StartsWith("In", StringComparison.Ordinal))
        {
            return UnicodeSets.FindBlock(name.Substring(2));
        }

        if (name.StartsWith("Is", StringComparison.Ordinal))
        {
            string property = name.Substring(2);
            return Binary(property, ignoresCase)
                ?? UnicodePosix(property, ignoresCase)
                ?? Category(property, ignoresCase)
                ?? UnicodeSets.FindScript(property);
        }

        return Category(name, ignoresCase) ?? JavaMethod(name, ignoresCase);
    }

    private static CodePointSet Of(params ReadOnlySpan<UnicodeCategory> categories) => CodePointSet.OfCategories(categories);

    private static CodePointSet Categories(string letter) => Category(letter, ignoresCase: false)!;

    private static CodePointSet? Category(string name, bool ignoresCase) => name switch
    {
        "Lu" or "Ll" or "Lt" when ignoresCase => Of(UppercaseLetter, LowercaseLetter, TitlecaseLetter),
        "Lu" => Of(UppercaseLetter),
        "Ll" => Of(LowercaseLetter),
        "Lt" => Of(TitlecaseLetter),
        "Lm" => Of(ModifierLetter),
        "Lo" => Of(OtherLetter),
        "LC" => Of(UppercaseLetter, LowercaseLetter, TitlecaseLetter),
        "L" => Of(UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter),
        "LD" => LetterOrDigit,
        "Mn" => Of(NonSpacingMark),
        "Mc" => Of(SpacingCombiningMark),
        "Me" => Of(EnclosingMark),
        "M" => Of(NonSpacingMark, SpacingCombiningMark, EnclosingMark),
        "Nd" => Of(DecimalDigitNumber),
        "Nl" => Of(LetterNumber),
        "No" => Of(OtherNumber),
        "N" => Of(DecimalDigitNumber, LetterNumber, OtherNumber),
        "Zs" => Of(SpaceSeparator),
        "Zl" => Of(LineSeparator),
        "Zp" => Of(ParagraphSeparator),
        "Z" => Of(SpaceSeparator, LineSeparator, ParagraphSeparator),
        "Cc" => Of(UnicodeCategory.Control),
        "Cf" => Of(Format),
        "Co" => Of(PrivateUse),
        "Cs" => Of(Surrogate),
        "Cn" => Of(OtherNotAssigned),
        "C" => Of(UnicodeCategory.Control, Format, PrivateUse, Surrogate, OtherNotAssigned),
        "Pc" => Of(ConnectorPunctuation),
        "Pd" => Of(DashPunctuation),
        "Ps" => Of(OpenPunctuation),
        "Pe" => Of(ClosePunctuation),
        "Pi" => Of(InitialQuotePunctuation),
        "Pf" => Of(FinalQuotePunctuation),
        "Po" => Of(OtherPunctuation),
        "P" => Punctuation,
        "Sm" => Of(MathSymbol),
        "Sc" => Of(CurrencySymbol),
        "Sk" => Of(ModifierSymbol),
        "So" => Of(OtherSymbol),
        "S" => Of(MathSymbol, CurrencySymbol, ModifierSymbol, OtherSymbol),
        "all" => CodePointSet.All,
        _ => null,
    };

    private static CodePointSet Punctuation => Of(
        ConnectorPunctuation, DashPunctuation, OpenPunctuation, ClosePunctuation, InitialQuotePunctuation, FinalQuotePunctuation, OtherPunctuation);

    private static CodePointSet? BasicPosix(string name, bool ignoresCase) => name switch
    {
        "Lower" or "Upper" when ignoresCase => CodePointSet.Of(['A', 'Z', 'a', 'z']),
        "Lower" => CodePointSet.Range('a', 'z'),
        "Upper" => CodePointSet.Range('A', 'Z'),
        "Alpha" => CodePointSet.Of(['A', 'Z', 'a', 'z']),
        "Alnum" => CodePointSet.Of(['0', '9', 'A', 'Z', 'a', 'z']),
        "Digit" => CodePointSet.Range('0', '9'),
        "XDigit" => CodePointSet.Of(['0', '9', 'A', 'F', 'a', 'f']),
        "Punct" => CodePointSet.Of(['!', '/', ':', '@', '[', '`', '{', '~']),
        "Graph" => CodePointSet.Range('!', '~'),
        "Print" => CodePointSet.Range(' ', '~'),
        "Blank" => CodePointSet.Of(['\t', '\t', ' ', ' ']),
        "Space" => CodePointSet.Of(['\t', '\r', ' ', ' ']),
        "Cntrl" => CodePointSet.Of([0, 0x1F, 0x7F, 0x7F]),
        "ASCII" => CodePointSet.Range(0, 0x7F),
        "L1" => CodePointSet.Range(0, 0xFF),
        _ => null,
    };

    private static CodePointSet? UnicodePosix(string name, bool ignoresCase) => CaseMapping.ToUpper(name, Locale.Root) switch
    {
        "ALPHA" => Alphabetic,
        "LOWER" or "UPPER" when ignoresCase => Lowercase.Or(Uppercase).Or(Of(TitlecaseLetter)),
        "LOWER" => Lowercase,
        "UPPER" => Uppercase,
        "SPACE" => UnicodeSpace,
        "PUNCT" => Punctuation,
        "XDIGIT" => HexDigit,
        "ALNUM" => Alphabetic.Or(UnicodeDigit),
        "CNTRL" => Of(UnicodeCategory.Control),
        "DIGIT" => UnicodeDigit,
        "BLANK" => Blank,
        "GRAPH" => Graph,
        "PRINT" => Graph.Or(Blank).And(Of(UnicodeCategory.Control).Complement()),
        _ => null,
    };

    private static CodePointSet HexDigit => UnicodeDigit.Or(CodePointSet.Of(['A', 'F', 'a', 'f', 0xFF21, 0xFF26, 0xFF41, 0xFF46]));

    private static CodePointSet Blank => Of(SpaceSeparator).Or(CodePointSet.Of('\t'));

    private static CodePointSet Graph => Of(
        SpaceSeparator, LineSeparator, ParagraphSeparator, UnicodeCategory.Control, Surrogate, OtherNotAssigned).Complement();

    private static CodePointSet? Binary(string name, bool ignoresCase) => CaseMapping.ToUpper(name, Locale.Root) switch
    {
        "ALPHABETIC" => Alphabetic,
        "LETTER" => Letter,
        "IDEOGRAPHIC" => UnicodeSets.Property("Ideographic"),
        "LOWERCASE" or "UPPERCASE" or "TITLECASE" when ignoresCase => Lowercase.Or(Uppercase).Or(Of(TitlecaseLetter)),
        "LOWERCASE" => Lowercase,
        "UPPERCASE" => Uppercase,
        "TITLECASE" => Of(TitlecaseLetter),
        "WHITE_SPACE" or "WHITESPACE" => UnicodeSpace,
        "CONTROL" => Of(UnicodeCategory.Control),
        "PUNCTUATION" => Punctuation,
        "HEX_DIGIT" or "HEXDIGIT" => HexDigit,
        "ASSIGNED" => Of(OtherNotAssigned).Complement(),
        "NONCHARACTER_CODE_POINT" or "NONCHARACTERCODEPOINT" => NonCharacter,
        "WORD" => UnicodeWord,
        "JOIN_CONTROL" or "JOINCONTROL" => CodePointSet.Range(0x200C, 0x200D),
        _ => null,
    };

    private static CodePointSet NonCharacter =>
        CodePointSet.UnionOf([CodePointSet.Range(0xFDD0, 0xFDEF), .. Enumerable.Range(0, 17).Select(static plane => CodePointSet.Range((plane << 16) | 0xFFFE, (plane << 16) | 0xFFFF))]);

    private static CodePointSet? JavaMethod(string name, bool ignoresCase) => name switch
    {
        "javaLowerCase" or "javaUpperCase" or "javaTitleCase" when ignoresCase => Lowercase.Or(Uppercase).Or(Of(TitlecaseLetter)),
        "javaLowerCase" => Lowercase,
        "javaUpperCase" => Uppercase,
        "javaTitleCase" => Of(TitlecaseLetter),
        "javaAlphabetic" => Alphabetic,
        "javaIdeographic" => UnicodeSets.Property("Ideographic"),
        "javaDigit" => UnicodeDigit,
        "javaDefined" => Of(OtherNotAssigned).Complement(),
        "javaLetter" => Letter,
        "javaLetterOrDigit" => LetterOrDigit,
        "javaSpaceChar" => Of(SpaceSeparator, LineSeparator, ParagraphSeparator),
        "javaWhitespace" => UnicodeSets.Parse("9-D 1C-20 1680 2000-2006 2008-200A 2028-2029 205F 3000"),
        "javaISOControl" => Control,
        "javaIdentifierIgnorable" => IdentifierIgnorable,
        "javaJavaIdentifierStart" => JavaIdentifierStart,
        "javaJavaIdentifierPart" => JavaIdentifierStart.Or(IdentifierTail),
        "javaUnicodeIdentifierStart" => UnicodeIdentifierStart,
        "javaUnicodeIdentifierPart" => UnicodeIdentifierStart.Or(Of(ConnectorPunctuation)).Or(IdentifierTail).Or(UnicodeSets.Property("OtherIdentifierPart")),
        "javaMirrored" => UnicodeSets.Property("Mirrored"),
        _ => null,
    };

    private static CodePointSet JavaIdentifierStart => Letter.Or(Of(LetterNumber, CurrencySymbol, ConnectorPunctuation));

    private static CodePointSet UnicodeIdentifierStart => Letter.Or(Of(LetterNumber)).Or(UnicodeSets.Property("OtherIdentifierStart"));

    private static CodePointSet IdentifierIgnorable => Of(Format).Or(CodePointSet.Of([0, 8, 0xE, 0x1B, 0x7F, 0x9F]));

    private static CodePointSet IdentifierTail => Of(DecimalDigitNumber, SpacingCombiningMark, NonSpacingMark).Or(IdentifierIgnorable);
}
