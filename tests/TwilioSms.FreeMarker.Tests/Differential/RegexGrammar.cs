using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Regular expressions of Java's flavour in <c>?matches</c>, <c>?replace</c>, <c>?split</c> and the built-ins that keep a part of a text. Without
/// <c>\N</c>, which is refused here.
/// </summary>
internal sealed class RegexGrammar(Random random) : ICaseGrammar
{
    private static readonly string[] Atoms =
        """
        a b c x 1 \d \w \s \D \W \S . [a-c] [^a] [a-z&&[^b]] [a-c[x-z]] [\d_] \b ^ $ (a|b) (?:ab) (?<n>a) (a) (b*) \1 \p{L} \p{Lu} \p{Alpha} \P{L} \Qa.b\E \. \x41 é ß
        (?i) (?=b) (?!b) (?<=a) (?<!a) \t \n \R \h [^\w] []a] [a ( ) * + {2} \ \z \A \Z \G \cA \0101 \e \p{IsLatin} \p{InGreek} (?x) (?s) (?m) (?>a+) \k<n> \B \v \pL [\p{L}&&[^a]] [a-] [-a] \X \b{g} \G
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Quantifiers = ["", "", "", "", "*", "+", "?", "*?", "+?", "*+", "++", "{2}", "{1,2}", "{2,}", "{0,1}?"];

    private static readonly string[] Texts =
        ["abc", "aabbcc", "Hello World", "a1b2c3", "a.b.c", "", "ABC abc", "line1\nline2\r\nline3", "x  y", "ababab", "éàß ÀÉ", "a_b-c", "12.50 EUR", "foo(bar)", "日本語", "😀a😀", "e\u0301a\u0301👨‍👩‍👧🇩🇪🇫🇷각", "$1\\x"];

    private static readonly string[] Replacements = ["-", "[$0]", "$1", "\\$", "$", "\\", "$9", "$10", "x\\y", "", "<$1$1>", "$n"];

    private static readonly string[] Flags = ["", "", "", "i", "m", "s", "c", "im", "f", "l", "mis", "x"];

    public ConformanceCase Next()
    {
        var pattern = Generated.Quoted(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Piece())));
        var text = Generated.Quoted(random.Pick(Texts));
        var flags = random.Pick(Flags);
        return Generated.Case(random.Next(5) switch
        {
            0 => $"<#list {text}?matches({pattern}, '{flags}') as m>[${{m}}<#list m?groups as g>|${{g!'-'}}</#list>]</#list>",
            1 => $"${{{text}?matches({pattern}, '{flags}')?c}}",
            2 => $"${{{text}?replace({pattern}, {Generated.Quoted(random.Pick(Replacements))}, 'r{flags}')}}",
            3 => $"[${{{text}?{random.Pick(["keep_before", "keep_after", "keep_before_last", "keep_after_last"])}({pattern}, 'r{flags}')}}]",
            _ => $"${{{text}?split({pattern}, 'r{flags}')?join('|')}}",
        });
    }

    private string Piece() => random.Pick(Atoms) + random.Pick(Quantifiers);
}
