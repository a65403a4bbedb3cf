using TwilioSms.FreeMarker.BuiltIns;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>
/// Every text that a built-in takes as an argument is charged by its length: the table of built-ins is gone through, and each argument of
/// each is given a text, beside targets and other arguments that fit and that do not.
/// </summary>
public sealed class BuiltInArgumentBudgetTests
{
    private const int Small = 1_024;
    private const int Large = 64 * Small;

    /// <summary>A step for so many characters is the least a text costs that is read.</summary>
    private const int CharactersPerStep = 64;

    private const int Plenty = 10_000_000;

    /// <summary>Arguments beyond these mean the same again.</summary>
    private const int MostArguments = 3;

    private static readonly string[] Targets =
        ["t", "words", "'a'", "'b'", "1", "time", "'2026'", "true", "[t]", "['a', 'b']", "[]", "[{'a': 1}, {'a': 2}]", "{'a': 1}", "f", "x", "'a'?esc"];

    private static readonly string[] Others = ["'a'", "2", "100000", "'r'"];

    private const string Chosen = "it is given as it is, if it is the one";
    private const string NotBeyondTheTarget = "it is compared as far as the target goes, whose length is charged";
    private const string TooMany = "no more are taken than those before it";
    private const string Function = "it has to be a function";

    /// <summary>Arguments that may be texts and are not read: the built-in and the number of the argument, and why.</summary>
    private static readonly Dictionary<string, string> Unread = new(StringComparer.Ordinal)
    {
        ["default 1"] = Chosen,
        ["default 2"] = Chosen,
        ["default 3"] = Chosen,
        ["then 1"] = Chosen,
        ["then 2"] = Chosen,
        ["switch 2"] = Chosen,
        ["switch 3"] = Chosen,
        ["string 2"] = Chosen,
        ["string 3"] = TooMany,
        ["sort_by 2"] = TooMany,
        ["sort_by 3"] = TooMany,
        ["chunk 2"] = "it fills the last chunk as it is",
        ["starts_with 1"] = NotBeyondTheTarget,
        ["ends_with 1"] = NotBeyondTheTarget,
        ["remove_beginning 1"] = NotBeyondTheTarget,
        ["remove_ending 1"] = NotBeyondTheTarget,
        ["left_pad 2"] = "it is read as far as it fills the result, whose length is charged",
        ["right_pad 2"] = "it is read as far as it fills the result, whose length is charged",
        ["filter 1"] = Function,
        ["map 1"] = Function,
        ["take_while 1"] = Function,
        ["drop_while 1"] = Function,
    };

    private static readonly ITemplateHash SmallModel = Model(new string('a', Small));
    private static readonly ITemplateHash LargeModel = Model(new string('a', Large));
    private static readonly ITemplateHash ListModel = Model(new List<object?>());

    public static TheoryData<string, int> ArgumentsOfTheTable()
    {
        var data = new TheoryData<string, int>();
        foreach (var builtIn in BuiltInTable.All.Where(builtIn => builtIn.Arguments != BuiltInArguments.None))
        {
            for (var i = 1; i <= Math.Min(builtIn.MaximumArguments, MostArguments); i++)
            {
                data.Add(builtIn.Name, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ArgumentsOfTheTable))]
    public void A_text_that_is_an_argument_is_charged_by_its_length(string name, int number)
    {
        var builtIn = BuiltInTable.Find(name)!;
        var taken = Calls(builtIn, number).Where(TakesText).ToList();
        var charged = taken.Any(Grows);

        if (Unread.TryGetValue($"{name} {number}", out var reason))
        {
            taken.Should().NotBeEmpty();
            charged.Should().BeFalse("it is told that {0}", reason);
        }
        else if (taken.Count > 0)
        {
            charged.Should().BeTrue("one of {0} reads its text", string.Join(", ", taken.Take(5)));
        }
    }

    [Fact]
    public void What_is_not_read_is_an_argument_of_the_table() =>
        Unread.Keys.Should().BeSubsetOf(ArgumentsOfTheTable().Select(row => $"{row.Data.Item1} {row.Data.Item2}"));

    /// <summary>Calls with the text as one argument and others beside it.</summary>
    private static IEnumerable<string> Calls(BuiltIn builtIn, int number)
    {
        var counts = Enumerable.Range(1, MostArguments).Where(count => count >= Math.Max(number, builtIn.MinimumArguments) && count <= builtIn.MaximumArguments);
        return from target in Targets
               from count in counts
               from others in OthersOf(count - 1)
               select $"{target}?{builtIn.Name}({string.Join(", ", others.Take(number - 1).Append("s").Concat(others.Skip(number - 1)))})";
    }

    private static IEnumerable<string[]> OthersOf(int count) => count == 0
        ? [[]]
        : OthersOf(count - 1).SelectMany(some => Others.Select(other => (string[])[.. some, other]));

    /// <summary>Whether the text is looked at: it is not refused for its type, and what is refused is not the target or another argument.</summary>
    private static bool TakesText(string call) =>
        Error(call, SmallModel, Plenty) is not { } error
        || !(error.Contains(", but got a string", StringComparison.Ordinal) || error == Error(call, ListModel, Plenty));

    private static bool Grows(string call)
    {
        var (low, high) = (0, Plenty);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsLimit(Error(call, SmallModel, middle)) ? (middle, high) : (low, middle);
        }

        return IsLimit(Error(call, LargeModel, high - 1 + ((Large - Small) / CharactersPerStep)));
    }

    private static bool IsLimit(string? error) => error?.Contains("TemplateLimits.Steps", StringComparison.Ordinal) == true;

    private static string? Error(string call, ITemplateHash model, int steps)
    {
        var settings = new TemplateSettings { Limits = TemplateLimits.None with { Steps = steps, StringLength = 1_000_000 } };
        try
        {
            Template.Parse($"<#ftl output_format='HTML' auto_esc=false><#function f a...><#return 1></#function><#list [1] as x><#assign r = ({call})!''></#list>", settings).Render(model);
            return null;
        }
        catch (TemplateException e)
        {
            return e.Description;
        }
    }

    private static ITemplateHash Model(object text) => DataModel.From(new Dictionary<string, object?>
    {
        ["s"] = text,
        ["t"] = new string('a', 2 * Large),
        ["words"] = string.Concat(Enumerable.Repeat("a ", Large)),
        ["time"] = DateTimeOffset.UnixEpoch,
    });
}
