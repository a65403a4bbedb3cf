using FluentAssertions.Execution;
using TwilioSms.FreeMarker.BuiltIns;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>Every built-in charges the budget in proportion to its work: the table of built-ins is gone through entry by entry.</summary>
public sealed class BuiltInBudgetTests
{
    private const int Small = 1_000;
    private const int Large = 9_000;

    /// <summary>A step for so many characters is the least a built-in has to charge.</summary>
    private const int CharactersPerStep = 64;

    /// <summary>
    /// Built-ins whose work grows with text: the target, and what follows it. <c>s</c> is a text of the size, <c>n</c> the size itself.
    /// </summary>
    private static readonly (string BuiltIn, string Target, string Call)[] OfText =
    [
        ("absolute_template_name", "s", "?absolute_template_name('x')"),
        ("blank_to_null", "s", "?blank_to_null"),
        ("c", "s", "?c"),
        ("c_lower_case", "s", "?c_lower_case"),
        ("c_upper_case", "s", "?c_upper_case"),
        ("cap_first", "s", "?cap_first"),
        ("capitalize", "s", "?capitalize"),
        ("chop_linebreak", "s", "?chop_linebreak"),
        ("cn", "s", "?cn"),
        ("contains", "s", "?contains('b')"),
        ("contains", "s", "?contains(half)"),
        ("contains", "(s?contains)", "('b')"),
        ("date", "years", "?date(yearsFormat)?string('yy')"),
        ("datetime", "years", "?datetime(yearsFormat)?string('yy')"),
        ("empty_to_null", "s", "?empty_to_null"),
        ("ends_with", "s", "?ends_with('b')"),
        ("ensure_ends_with", "s", "?ensure_ends_with('b')"),
        ("ensure_ends_with", "'b'", "?ensure_ends_with(s)"),
        ("ensure_starts_with", "s", "?ensure_starts_with('b')"),
        ("ensure_starts_with", "s", "?ensure_starts_with('b', 'c', 'r')"),
        ("esc", "s", "?esc"),
        ("eval", "quoted", "?eval"),
        ("eval_json", "quotedJson", "?eval_json"),
        ("html", "s", "?html"),
        ("index_of", "s", "?index_of('b')"),
        ("index_of", "s", "?index_of(half)"),
        ("interpret", "s", "?interpret"),
        ("j_string", "s", "?j_string"),
        ("join", "['a', 'b']", "?join(s)"),
        ("js_string", "s", "?js_string"),
        ("json_string", "s", "?json_string"),
        ("keep_after", "s", "?keep_after('b')"),
        ("keep_after", "s", "?keep_after('b', 'r')"),
        ("keep_after_last", "s", "?keep_after_last('b')"),
        ("keep_before", "s", "?keep_before('b')"),
        ("keep_before_last", "s", "?keep_before_last('b')"),
        ("keep_before_last", "s", "?keep_before_last(half)"),
        ("last_index_of", "s", "?last_index_of('b')"),
        ("last_index_of", "s", "?last_index_of(half)"),
        ("left_pad", "'a'", "?left_pad(n)"),
        ("left_pad", "('a'?left_pad)", "(n, '.')"),
        ("lower_case", "s", "?lower_case"),
        ("markup_string", "s?no_esc", "?markup_string"),
        ("matches", "s", "?matches('b')?size"),
        ("matches", "s", "?matches('a+')?c"),
        ("no_esc", "s", "?no_esc"),
        ("number", "zeros", "?number"),
        ("remove_beginning", "s", "?remove_beginning('a')"),
        ("remove_ending", "s", "?remove_ending('a')"),
        ("replace", "s", "?replace('b', 'c')"),
        ("replace", "s", "?replace('a', 'c')"),
        ("replace", "s", "?replace(half, 'c')"),
        ("replace", "s", "?replace('', '-')"),
        ("replace", "s", "?replace('a', 'c', 'r')"),
        ("replace", "'b'", "?replace('b', s)"),
        ("right_pad", "'a'", "?right_pad(n)"),
        ("rtf", "s", "?rtf"),
        ("split", "s", "?split('b')"),
        ("split", "s", "?split(half)"),
        ("starts_with", "s", "?starts_with('b')"),
        ("string", "1", "?string(zeros)"),
        ("string", "time", "?string(yearsFormat)"),
        ("substring", "s", "?substring(1)"),
        ("switch", "s", "?switch(s2, 1, 2)"),
        ("time", "years", "?time(yearsFormat)?string('HH')"),
        ("trim", "s", "?trim"),
        ("trim_to_null", "s", "?trim_to_null"),
        ("truncate", "s", "?truncate(n / 2)"),
        ("truncate_c", "s", "?truncate_c(n / 2)"),
        ("truncate_c_m", "s", "?truncate_c_m(n / 2)"),
        ("truncate_m", "s", "?truncate_m(n / 2)"),
        ("truncate_w", "s", "?truncate_w(n / 2)"),
        ("truncate_w_m", "s", "?truncate_w_m(n / 2)"),
        ("uncap_first", "s", "?uncap_first"),
        ("upper_case", "s", "?upper_case"),
        ("url", "s", "?url('UTF-8')"),
        ("url_path", "s", "?url_path('UTF-8')"),
        ("web_safe", "s", "?web_safe"),
        ("word_list", "s", "?word_list"),
        ("xhtml", "s", "?xhtml"),
        ("xml", "s", "?xml"),
        ("ensure_starts_with", "'b'", "?ensure_starts_with('b', 'c', s)"),
        ("keep_after", "'b'", "?keep_after('b', s)"),
        ("keep_after_last", "'b'", "?keep_after_last('b', s)"),
        ("keep_before", "'b'", "?keep_before('b', s)"),
        ("keep_before_last", "'b'", "?keep_before_last('b', s)"),
        ("matches", "'b'", "?matches('b', s)?size"),
        ("matches", "'b'", "?matches(s)?size"),
        ("replace", "'b'", "?replace('c', 'd', s)"),
        ("split", "'b'", "?split('c', s)"),
        ("seq_contains", "[s]", "?seq_contains(s2)"),
        ("seq_index_of", "[s]", "?seq_index_of(s2)"),
        ("seq_last_index_of", "[s]", "?seq_last_index_of(s2)"),
        ("sort", "[s, s2]", "?sort"),
        ("sort_by", "[{'k': s}, {'k': s2}]", "?sort_by('k')"),
    ];

    /// <summary>Built-ins whose work grows with the number of items: <c>l</c> is a list and <c>h</c> a hash of the size.</summary>
    private static readonly (string BuiltIn, string Target, string Call)[] OfItems =
    [
        ("drop_while", "l", "?drop_while(x -> true)"),
        ("filter", "l", "?filter(x -> true)"),
        ("join", "l", "?join(',')"),
        ("keys", "h", "?keys?size"),
        ("map", "l", "?map(x -> x)"),
        ("matches", "s", "?matches('a')?size"),
        ("max", "l", "?max"),
        ("min", "l", "?min"),
        ("seq_contains", "l", "?seq_contains('b')"),
        ("seq_index_of", "l", "?seq_index_of('b')"),
        ("seq_last_index_of", "l", "?seq_last_index_of('b')"),
        ("sequence", "l?filter(x -> true)", "?sequence"),
        ("size", "(h?keys?filter(x -> true))", "?size"),
        ("sort", "l", "?sort"),
        ("sort_by", "hashes", "?sort_by('k')"),
        ("split", "s", "?split('')"),
        ("split", "s", "?split('a')"),
        ("split", "s", "?split('a', 'r')"),
        ("take_while", "l", "?take_while(x -> true)"),
        ("values", "h", "?values?size"),
        ("with_args", "f", "?with_args(l)"),
        ("with_args", "f?with_args(l)", "()"),
        ("with_args_last", "f", "?with_args_last(l)"),
        ("with_args_last", "f?with_args_last(l)", "()"),
        ("word_list", "words", "?word_list"),
    ];

    /// <summary>
    /// Built-ins whose work is the same for every target: they look at one value or one item, compute with one number (whose digits are
    /// limited), choose one of their arguments, give a view, or are refused.
    /// </summary>
    private static readonly string[] OfOneValue =
    [
        "abs", "ancestors", "api", "boolean", "byte", "ceiling", "children", "chunk", "counter", "date_if_unknown", "datetime_if_unknown", "default",
        "double", "exists", "first", "float", "floor", "groups", "has_api", "has_content", "has_next", "if_exists", "index", "int",
        "is_boolean", "is_collection", "is_collection_ex", "is_date", "is_date_like", "is_date_only", "is_datetime", "is_directive",
        "is_enumerable", "is_even_item", "is_first", "is_hash", "is_hash_ex", "is_indexable", "is_infinite", "is_last", "is_macro",
        "is_markup_output", "is_method", "is_nan", "is_node", "is_number", "is_odd_item", "is_sequence", "is_string", "is_time",
        "is_transform", "is_unknown_date_like",
        "iso", "iso_h", "iso_h_nz", "iso_local", "iso_local_h", "iso_local_h_nz", "iso_local_m", "iso_local_m_nz", "iso_local_ms",
        "iso_local_ms_nz", "iso_local_nz", "iso_m", "iso_m_nz", "iso_ms", "iso_ms_nz", "iso_nz", "iso_utc", "iso_utc_fz", "iso_utc_h",
        "iso_utc_h_nz", "iso_utc_m", "iso_utc_m_nz", "iso_utc_ms", "iso_utc_ms_nz", "iso_utc_nz",
        "item_cycle", "item_parity", "item_parity_cap", "last", "length", "long", "lower_abc", "namespace", "new", "next_sibling",
        "node_name", "node_namespace", "node_type", "number_to_date", "number_to_datetime", "number_to_time", "parent",
        "previous_sibling", "reverse", "root", "round", "short", "then", "time_if_unknown", "upper_abc",
    ];

    private static readonly Dictionary<int, ITemplateHash> Models = new() { [Small] = Model(Small), [Large] = Model(Large) };

    [Fact]
    public void Every_built_in_of_the_table_is_known_here() => OfText.Concat(OfItems).Select(entry => entry.BuiltIn).Concat(OfOneValue).Distinct()
        .Should().BeEquivalentTo(BuiltInTable.All.Select(builtIn => builtIn.Name), "a new built-in has to show here how it charges its work");

    [Fact]
    public void Work_on_text_is_charged() => AllGrow(OfText, (Large - Small) / CharactersPerStep);

    [Fact]
    public void Work_on_items_is_charged() => AllGrow(OfItems, Large - Small);

    private static void AllGrow(IEnumerable<(string BuiltIn, string Target, string Call)> entries, int least)
    {
        using var scope = new AssertionScope();
        foreach (var (_, target, call) in entries)
        {
            var growth = OwnSteps(target, call, Large) - OwnSteps(target, call, Small);

            growth.Should().BeGreaterThanOrEqualTo(least, "{0}{1} does more for more", target, call);
        }
    }

    /// <summary>The steps of a call without those of its target.</summary>
    private static int OwnSteps(string target, string call, int size) => Steps(target + call, size) - Steps(target, size);

    /// <summary>The least limit of steps under which an expression can be evaluated.</summary>
    private static int Steps(string expression, int size)
    {
        const int Most = 1_000_000;
        var source = "<#ftl output_format='HTML' auto_esc=false><#function f a...><#return 1></#function><#assign r = (" + expression + ")!''>";
        var (low, high) = (0, Most);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Fits(source, Models[size], middle) ? (low, middle) : (middle, high);
        }

        high.Should().BeLessThan(Most, "{0} can be evaluated", expression);
        return high;
    }

    private static bool Fits(string source, ITemplateHash model, int steps)
    {
        var limits = new TemplateLimits { Steps = steps };
        var settings = new TemplateSettings { CFormat = TemplateCFormat.Json, Limits = limits };
        try
        {
            Template.Parse(source, settings).Render(model);
            return true;
        }
        catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.LimitExceeded && e.Description.Contains("TemplateLimits.Steps", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static ITemplateHash Model(int size) => DataModel.From(new Dictionary<string, object?>
    {
        ["n"] = size,
        ["s"] = new string('a', size),
        ["s2"] = new string('a', size - 1) + 'b',
        ["half"] = new string('a', size / 2) + 'b',
        ["quoted"] = "'" + new string('a', size) + "'",
        ["quotedJson"] = "\"" + new string('a', size) + "\"",
        ["zeros"] = new string('0', size),
        ["years"] = new string('-', size) + "2026",
        ["yearsFormat"] = new string('-', size) + "yyyy",
        ["time"] = DateTimeOffset.UnixEpoch,
        ["words"] = string.Concat(Enumerable.Repeat("a ", size)),
        ["l"] = Enumerable.Range(0, size).ToList(),
        ["h"] = Enumerable.Range(0, size).ToDictionary(i => "k" + i, i => (object?)i),
        ["hashes"] = Enumerable.Range(0, size).Select(i => new Dictionary<string, object?> { ["k"] = i }).ToList(),
    });
}
