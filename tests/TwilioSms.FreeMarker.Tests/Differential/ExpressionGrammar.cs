using System.Globalization;
using System.Text.RegularExpressions;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Random expressions of a wanted type, mostly: string, number, boolean, list, hash or any, by first letter. Once in a while one is of another
/// type, so that errors are met too.
/// </summary>
internal sealed partial class ExpressionGrammar(Random random)
{
    private const string Types = "snblh";

    private static readonly string[] Strings = ["s", "t", "e", "u", "h.a", "h['a']", "name", "dt", "ns"];

    private static readonly string[] Numbers = ["n", "m", "d", "z", "neg", "big", "h.b", "l[0]", "l[l?size - 1]", "x", "y"];

    private static readonly string[] Booleans = ["yes", "no", "s??", "missing??", "(h.q.w)??", "true", "false"];

    private static readonly string[] Lists = ["l", "ls", "lh", "el", "one", "nested[0]", "mixed", "(1..3)", "(3..1)", "(1..<3)", "(2..*3)", "(0..*n)", "1..2"];

    private static readonly string[] Hashes = ["h", "eh", "h.c", "{}", ".data_model", ".vars", ".main", "h + eh"];

    private static readonly string[] Odd =
        ["missing", "nul", "h.missing", "l[99]", "s[1]", "s[0..1]", "s[9]", ".now?is_date", ".locale", ".version", ".lang", "h.a.b", "missing!", "nul!'dflt'", "(missing.x)!'d'", "x!", ".output_format", ".current_template_name", ".error", ".nope"];

    private static readonly string[] Literals =
        ["'a'", "\"b\"", "''", "'x y'", "\"it's\"", "'a\\nb'", "r'\\d'", "'${n}'", "'a${s}b'", "\"<b>\"", "'é'", "'1.5'", "'true'", "'ab12'", "'\\x41;z'", "'#{n}'", "','", "'-'", "'k'", "'[a-z]'"];

    private static readonly string[] Comparisons = ["==", "!=", "<", " lt ", " gt ", " gte ", " lte ", "&lt;", "="];

    public string Of(char type, int depth)
    {
        if (type == 'a')
        {
            type = Types[random.Next(Types.Length)];
        }

        if (random.Next(60) == 0)
        {
            return random.Next(3) == 0 ? Pick(Odd) : Of(Types[random.Next(Types.Length)], depth - 1);
        }

        return depth <= 0 || random.Next(4) == 0 ? Leaf(type) : Compound(type, depth - 1);
    }

    public string Pick(string[] choices) => random.Pick(choices);

    private string Leaf(char type) => type switch
    {
        's' => random.Next(2) == 0 ? Pick(Strings) : Pick(Literals),
        'n' => random.Next(2) == 0 ? Pick(Numbers) : Number(),
        'b' => Pick(Booleans),
        'l' => Pick(Lists),
        _ => Pick(Hashes),
    };

    private string Number() => random.Next(6) switch
    {
        0 => (random.Next(2_000_000) / 1000m).ToString(CultureInfo.InvariantCulture),
        1 => "-" + random.Next(5).ToString(CultureInfo.InvariantCulture),
        2 => Pick(["0", "1", "0.5", "1.10", "12345678901234567890", "3.000", "0.0005", "2.5", "1000"]),
        _ => random.Next(5).ToString(CultureInfo.InvariantCulture),
    };

    private string Compound(char type, int depth)
    {
        switch (random.Next(10))
        {
            case 0:
                return $"({Of(type, depth)})";
            case 1:
                return $"{Of(type, depth)}!{Of(type, depth)}";
            case 2:
                return $"({Of(type, depth)})!{Leaf(type)}";
            case 3 or 4 or 5 when BuiltInForm.ByResult[type].Any():
                return BuiltIn(type, depth);
            default:
                return Operator(type, depth);
        }
    }

    private string Operator(char type, int depth) => (type, random.Next(4)) switch
    {
        ('s', 0) => $"{Of('s', depth)} + {Of(random.Next(3) == 0 ? 'n' : 's', depth)}",
        ('s', 1) => $"{Of('s', depth)}[{Pick(["0", "0", "n", "1"])}]",
        ('s', 2) => $"{Of('s', depth)}[{Pick(["0", "1", "n", "neg"])}..{Pick(["", "<", "*", "*", "*"])}{Of('n', depth)}]",
        ('s', _) => $"{Of('b', depth)}?then({Of('s', depth)}, {Of('s', depth)})",
        ('n', 0) => $"-{Of('n', depth)}",
        ('n', _) => $"{Of('n', depth)} {Pick(["+", "-", "*", "/", "%"])} {Of('n', depth)}",
        ('b', 0) => $"!{Of('b', depth)}",
        ('b', 1) => $"{Of('b', depth)} {Pick(["&&", "||", "and", "or", "&", "|"])} {Of('b', depth)}",
        ('b', 2) => $"({Of('n', depth)} {Pick(Comparisons)} {Of('n', depth)})",
        ('b', _) => $"({Of('s', depth)} {Pick(Comparisons)} {Of('s', depth)})",
        ('l', 0) => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Of('a', depth)))}]",
        ('l', 1) => $"({Of('l', depth)} + {Of('l', depth)})",
        ('l', 2) => $"({Of('l', depth)})[{Pick(["0", "1", "n", "neg"])}..{Pick(["", "<", "*", "!", "*"])}{Of('n', depth)}]",
        ('l', _) => $"({Of('l', depth)})[{Pick(["0", "0", "1", "z"])}..]",
        (_, 0) => $"({Of('h', depth)} + {Of('h', depth)})",
        (_, _) => $"{{'k': {Of('a', depth)}, {Leaf('s')}: {Of('a', depth)}}}",
    };

    private string BuiltIn(char type, int depth)
    {
        var forms = BuiltInForm.ByResult[random.Next(60) == 0 ? 'a' : type].ToList();
        var form = forms[random.Next(forms.Count)];
        var subject = Of(form.From, depth);
        var needsParentheses = subject.AsSpan().IndexOfAny(" +-!") >= 0 && random.Next(5) > 0;
        var text = Hole().Replace(form.Text, hole => Of(hole.Value[1], depth - 1));
        return (needsParentheses ? $"({subject})" : subject) + "?" + text;
    }

    [GeneratedRegex(@"\{[a-z]\}")]
    private static partial Regex Hole();
}
