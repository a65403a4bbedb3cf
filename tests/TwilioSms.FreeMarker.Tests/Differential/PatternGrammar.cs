using System.Text;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Random regular expressions and texts, with what tells engines apart: repetitions inside each other that may match nothing, groups that
/// capture in them, in look-arounds and in what is not given back, references to them, classes of classes, cases beyond ASCII, surrogates.
/// Without <c>\N</c>, which is refused here.
/// </summary>
internal sealed class PatternGrammar(Random random)
{
    private static readonly string[] Properties =
        """
        {L} L {Lu} {Ll} {Alpha} {Digit} {Punct} {Upper} {Lower} {IsLatin} {IsGreek} {InCyrillic} {IsAlphabetic} {IsUppercase} {javaLowerCase} {javaWhitespace}
        {Space} {N} {P} {S} {Sc} {IsL} {L1} {ASCII} {Alnum} {XDigit} {Blank} {Cntrl} {Graph} {Print} {Zs} {Mn} {sc=Han} {script=Latin} {blk=BasicLatin} {gc=Lu}
        {IsDigit} {IsPunctuation} {IsWhite_Space} {javaLetterOrDigit} {LC} {LD} {Foo} {IsLowercase} {javaUpperCase} {So} {javaJavaIdentifierPart}
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Letters = ["a", "a", "a", "b", "b", "c", "x", "1"];

    private static readonly string[] Characters =
    [
        "A", "B", "2", " ", "_", "-", ",", "é", "É", "😀", "\\.", "\\n", "k", "K", "\u212A", "\u017F", "s", "ß", "ẞ", "ı", "İ", "i", "&", "\u0301", "Я", "я", "]", "}", "=", ":",
        "ǅ", "σ", "ς", "𐐀", "𐐨", "\\x41", "\\u00e9", "\\x{1F600}", "\\ud83d\\ude00", "\\t", "\\012", "\\r", "\\-", "\\Qa.b\\E", "\uD83D", "\uDE00", "\\x{10400}",
    ];

    private static readonly string[] Sets = [".", ".", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\H", "\\V", "[a-c]", "[^a]", "[ab]", "[^b\\n]"];

    private static readonly string[] Positions = ["^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\G", "\\b{g}"];

    private static readonly string[] Groups = ["(?:", "(?:", "(?>", "(?i:", "(?s:", "(?m:", "(?iu:", "(?x:", "(?-i:", "(?U:", "(?d:", "(?=", "(?!", "(?<=", "(?<!"];

    private static readonly string[] Repetitions = ["*", "*", "+", "+", "?", "?", "{2}", "{1,2}", "{0,}", "{2,3}", "{0}", "{0,1}", "{1,}", "{3}"];

    private static readonly string[] Flags = ["", "", "", "", "(?i)", "(?m)", "(?s)", "(?x)", "(?im)", "(?iu)", "(?dm)", "(?U)", "(?iU)"];

    private static readonly string[] InlineFlags = ["(?i)", "(?iu)", "(?x)", "(?-x)", "(?s)", "(?-s)", "(?m)", "(?d)", "(?U)", "(?-i)", "(?xi-s)"];

    private static readonly string[] Comments = [" ", "  ", "\n", "#x\n", "# a)(\r", "\t"];

    private static readonly string[] Malformed = ["[", "(", ")", "*", "\\q", "\\E", "(?", "[]", "{x", "a{2,1}", "\\", "[a&&]", "[&&a]", "[a-", "\\k<zz>", "(?<g1>", "\\x{", "[b-a]"];

    private static readonly string[] Texts =
    [
        "a", "a", "b", "c", "A", "B", "x", "1", "2", " ", "_", "-", ",", "é", "É", "😀", ".", "\n", "\r\n", "\r", "\u2028", "k", "K", "\u212A", "\u017F", "ß", "ẞ", "\u0301", "Я", "я",
        "😅", "α", "\t", "ab", "漢", "s", "S", "i", "I", "İ", "ı", "&", "^", "]", "\u00A0", "ǅ", "ǆ", "σ", "ς", "Σ", "𐐀", "𐐨", "\u0903", "\u0600", "\u200D", "❤", "👨\u200D",
        "👧", "🏽", "🇩", "🇪", "\u1100", "\u1161", "\u11A8", "가", "각", "\uD83D", "\uDE00", "𝆧", "a.b", "\u0085", "\f",
    ];

    private int groups;

    /// <summary>Whether only few characters are used, so that much matches.</summary>
    private bool plain;

    public (string Pattern, string Text) Next()
    {
        groups = 0;
        plain = random.Next(2) == 0;
        return (random.Pick(Flags) + Alternatives(random.Next(1, 5)), Text());
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var i = random.Next(random.Next(3) == 0 ? 24 : 10); i > 0; i--)
        {
            text.Append(plain ? random.Pick(Letters) : random.Pick(Texts));
        }

        return text.ToString();
    }

    private string Alternatives(int depth)
    {
        var text = Sequence(depth);
        while (random.Next(4) == 0)
        {
            text += "|" + (random.Next(6) == 0 ? "" : Sequence(depth));
        }

        return text;
    }

    private string Sequence(int depth)
    {
        var text = new StringBuilder();
        for (var i = random.Next(8) == 0 ? 0 : random.Next(1, 4); i > 0; i--)
        {
            text.Append(Atom(depth));
            if (random.Next(5) < 2)
            {
                text.Append(random.Pick(Repetitions)).Append(random.Pick(["", "", "", "?", "+"]));
            }
        }

        return text.ToString();
    }

    private string Atom(int depth) => random.Next(depth > 0 ? 24 : 12) switch
    {
        0 => random.Pick(Sets),
        1 => plain ? random.Pick(Sets) : CharacterClass(2),
        2 => plain ? random.Pick(Letters) : random.Pick(["\\p", "\\P"]) + random.Pick(Properties),
        3 => random.Pick(Positions),
        4 => random.Pick(["\\1", "\\2", "\\3", "\\1", "\\k<g1>", "\\12"]),
        5 => plain ? "." : random.Pick(["\\X", "\\R", "\\R", "\\b{g}"]),
        6 => random.Next(8) switch
        {
            0 => random.Pick(Malformed),
            1 => random.Pick(InlineFlags),
            2 => random.Pick(Comments),
            _ => random.Pick(Letters),
        },
        7 => plain ? random.Pick(Letters) : random.Pick(Characters),
        < 12 => random.Pick(Letters),
        < 18 => $"({(random.Next(8) == 0 ? $"?<g{++groups}>" : "")}{Alternatives(depth - 1)})",
        _ => random.Pick(Groups) + Alternatives(depth - 1) + ")",
    };

    private string CharacterClass(int depth)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "[^" : "[").Append(random.Pick(["x", "y", "\\d", "a-c", "é", "\\p{L}"]));
        for (var i = random.Next(4); i > 0; i--)
        {
            text.Append(random.Next(9) switch
            {
                0 or 1 => random.Pick(["a", "b", "A", "1", "é", "😀", "_", "^", "&", ".", "$", " ", "\\]", "\\-", "K", "s", "ß", "-", "\uD83D", "ı", "σ"]),
                2 => random.Pick(["a-c", "A-Z", "0-9", "a-z", "à-ü", "\\x41-\\x5a", "!-/", "😀-😅", "α-ω", "\\u0000-\\x{10FFFF}"]),
                3 => random.Pick(["\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\H"]),
                4 => random.Pick(["\\p", "\\P"]) + random.Pick(Properties),
                5 => depth > 0 ? CharacterClass(depth - 1) : "z",
                6 => "&&" + (depth > 0 ? CharacterClass(depth - 1) : random.Pick(["[a-m]", "\\w", "a-f", "[^b]", "\\d"])),
                7 => "&&" + random.Pick(["a-f", "\\w", "^a", "a-zé", "[a-m]x", "", "&b", "[ab]&", "&"]),
                _ => random.Pick([" ", "& ", "& &", "#", "-", " - ", "[", "^", "\\Q^]\\E", "\\t", "\\u0041", "\\0101", "\\cA", "\\e"]),
            });
        }

        return text.Append(']').ToString();
    }
}
