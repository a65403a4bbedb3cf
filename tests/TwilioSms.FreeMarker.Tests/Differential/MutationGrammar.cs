using System.Text.RegularExpressions;
using TwilioSms.FreeMarker.Tests.Conformance;

namespace TwilioSms.FreeMarker.Tests.Differential;

/// <summary>
/// Cases of the conformance suite with slips of the keyboard in them: pieces left out, doubled, swapped, taken from another case.
/// Much of what comes out is an error, and its position counts.
/// </summary>
internal sealed partial class MutationGrammar : ICaseGrammar
{
    private const int LongestTemplate = 1_500;

    private static readonly string[] Insertions =
        [.. """
        < > } { ${ #{ ' " ( ) ] [ ? ?? . .. ! <# </# </@ <@ -- \ , = == + - * / % && || ; : <#-- --> <#t> <#lt> <#rt> <#sep> <#else> <#break>
        null x 1 true as -> !'' ?c ?string ?size ?has_content ?trim ?html ?is_hash ?first [0] (1) .x ?upper_case ?then(1,2) ..<3 ..*2 ?join(',')
        ?keys ?length é 😀 <#return> <#nested> <#compress> </#compress> <#attempt> <#recover> </#attempt> </#list> <#ftl> ?lower_case ?number
        ?eval ?interpret ?date ?default('q') ?exists ?if_exists ?no_esc ?esc <#stop> / /> </#macro> > \> &lt; gt lt gte and or in using false
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        "\n", " ", "\t", "\r\n", "<#if ", "<#list 1..2 as i>", "<#assign x=1>", "<#local y=2>", "<#macro m>", "<#setting locale='de'>", "<#escape x as x?html>"];

    private const string Characters = "<>{}()[]'\"?!.,=+-*/%&|;:\\ \n\t#$@ar1é";

    private readonly Random random;
    private readonly List<ConformanceCase> cases;
    private readonly string[] pool;

    public MutationGrammar(Random random)
    {
        this.random = random;
        cases = [.. ConformanceSuite.Categories.Where(category => category is not (ConformanceSuite.JvmSpecific or "limits"))
            .SelectMany(ConformanceSuite.Read).Where(@case => @case.Template.Length <= LongestTemplate)];
        pool = [.. cases.SelectMany(@case => Pieces(@case.Template))];
    }

    public ConformanceCase Next()
    {
        var original = cases[random.Next(cases.Count)];
        var pieces = Pieces(original.Template).ToList();
        for (var slips = random.Next(5) == 0 ? 3 : random.Next(1, 3); slips > 0 && pieces.Exists(piece => piece.Length > 0); slips--)
        {
            pieces = random.Next(6) == 0 ? SlipOfCharacter(string.Concat(pieces)) : Slip(pieces);
        }

        return original with { Template = string.Concat(pieces) };
    }

    private List<string> Slip(List<string> pieces)
    {
        var at = random.Next(pieces.Count);
        switch (random.Next(10))
        {
            case 0 or 1:
                pieces.RemoveAt(at);
                break;
            case 2:
                pieces.RemoveRange(at, random.Next(1, Math.Min(6, pieces.Count - at) + 1));
                break;
            case 3 or 4 or 5:
                pieces.Insert(at, random.Pick(Insertions));
                break;
            case 6:
                pieces[at] = random.Pick(pool);
                break;
            case 7:
                var other = random.Next(pieces.Count);
                (pieces[at], pieces[other]) = (pieces[other], pieces[at]);
                break;
            case 8:
                pieces.RemoveRange(at, pieces.Count - at);
                break;
            default:
                pieces.InsertRange(at, pieces.GetRange(at, Math.Min(random.Next(1, 10), pieces.Count - at)));
                break;
        }

        return pieces;
    }

    private List<string> SlipOfCharacter(string text)
    {
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => [text.Remove(at, 1)],
            1 => [text.Insert(at, Characters[random.Next(Characters.Length)].ToString())],
            _ => [text.Remove(at, 1).Insert(Math.Min(at + 1, text.Length - 1), text[at].ToString())],
        };
    }

    private static string[] Pieces(string template) => [.. Piece().Matches(template).Select(match => match.Value)];

    [GeneratedRegex(@"\w+|</?[#@]\w*|[$#]\{|\s|.", RegexOptions.Singleline)]
    private static partial Regex Piece();
}
