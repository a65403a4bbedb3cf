namespace TwilioSms.FreeMarker.Syntax;

/// <summary>The directives built into the language.</summary>
internal enum Directive : byte
{
    None,
    Ftl,
    Assign,
    Attempt,
    AutoEsc,
    Break,
    Call,
    Case,
    Comment,
    Compress,
    Continue,
    Default,
    Else,
    ElseIf,
    Escape,
    Fallback,
    Flush,
    ForEach,
    Function,
    Global,
    If,
    Import,
    Include,
    Items,
    List,
    Local,
    LeftTrim,
    Macro,
    Nested,
    NoAutoEsc,
    NoEscape,
    NoParse,
    NoTrim,
    On,
    OutputFormat,
    Recover,
    Recurse,
    Return,
    RightTrim,
    Sep,
    Setting,
    Stop,
    Switch,
    Trim,
    Transform,
    Visit,
}

/// <summary>How the start tag of a directive may go on after its name.</summary>
[Flags]
internal enum TagShape : byte
{
    /// <summary>The directive has no start tag of this kind.</summary>
    None = 0,

    /// <summary>White space and parameters.</summary>
    Parameters = 1,

    /// <summary>The end of the tag.</summary>
    Close = 2,

    /// <summary>The end of the tag, or of an empty one (<c>/&gt;</c>).</summary>
    LooseClose = 4,
}

/// <summary>The spelling of directives: which names there are, and how their tags may look.</summary>
internal static class Directives
{
    private static readonly DirectiveName[] All =
    [
        new("assign", Directive.Assign, TagShape.Parameters, true),
        new("attempt", Directive.Attempt, TagShape.Close, true),
        new("autoesc", Directive.AutoEsc, TagShape.Close, true),
        new("autoEsc", Directive.AutoEsc, TagShape.Close, true),
        new("break", Directive.Break, TagShape.LooseClose, false),
        new("call", Directive.Call, TagShape.Parameters, false),
        new("case", Directive.Case, TagShape.Parameters, false),
        new("comment", Directive.Comment, TagShape.Close, false),
        new("compress", Directive.Compress, TagShape.Close, true),
        new("continue", Directive.Continue, TagShape.LooseClose, false),
        new("default", Directive.Default, TagShape.Close, false),
        new("else", Directive.Else, TagShape.LooseClose, false),
        new("elseif", Directive.ElseIf, TagShape.Parameters, false),
        new("elseIf", Directive.ElseIf, TagShape.Parameters, false),
        new("escape", Directive.Escape, TagShape.Parameters, true),
        new("fallback", Directive.Fallback, TagShape.LooseClose, false),
        new("flush", Directive.Flush, TagShape.LooseClose, false),
        new("foreach", Directive.ForEach, TagShape.Parameters, true),
        new("forEach", Directive.ForEach, TagShape.Parameters, true),
        new("function", Directive.Function, TagShape.Parameters, true),
        new("global", Directive.Global, TagShape.Parameters, true),
        new("if", Directive.If, TagShape.Parameters, true),
        new("import", Directive.Import, TagShape.Parameters, false),
        new("include", Directive.Include, TagShape.Parameters, false),
        new("items", Directive.Items, TagShape.Parameters, true),
        new("list", Directive.List, TagShape.Parameters, true),
        new("local", Directive.Local, TagShape.Parameters, true),
        new("lt", Directive.LeftTrim, TagShape.LooseClose, false),
        new("macro", Directive.Macro, TagShape.Parameters, true),
        new("nested", Directive.Nested, TagShape.Parameters | TagShape.LooseClose, false),
        new("noautoesc", Directive.NoAutoEsc, TagShape.Close, true),
        new("noAutoEsc", Directive.NoAutoEsc, TagShape.Close, true),
        new("noescape", Directive.NoEscape, TagShape.Close, true),
        new("noEscape", Directive.NoEscape, TagShape.Close, true),
        new("noparse", Directive.NoParse, TagShape.Close, false),
        new("noParse", Directive.NoParse, TagShape.Close, false),
        new("nt", Directive.NoTrim, TagShape.LooseClose, false),
        new("on", Directive.On, TagShape.Parameters, false),
        new("outputformat", Directive.OutputFormat, TagShape.Parameters, true),
        new("outputFormat", Directive.OutputFormat, TagShape.Parameters, true),
        new("recover", Directive.Recover, TagShape.Close, true),
        new("recurse", Directive.Recurse, TagShape.Parameters | TagShape.LooseClose, false),
        new("return", Directive.Return, TagShape.Parameters | TagShape.LooseClose, false),
        new("rt", Directive.RightTrim, TagShape.LooseClose, false),
        new("sep", Directive.Sep, TagShape.Close, true),
        new("setting", Directive.Setting, TagShape.Parameters, false),
        new("stop", Directive.Stop, TagShape.Parameters | TagShape.LooseClose, false),
        new("switch", Directive.Switch, TagShape.Parameters, true),
        new("t", Directive.Trim, TagShape.LooseClose, false),
        new("transform", Directive.Transform, TagShape.Parameters, true),
        new("visit", Directive.Visit, TagShape.Parameters, false),
    ];

    private static readonly Directive[] WithEndTag = [.. All.Where(static name => name.HasEndTag).Select(static name => name.Directive).Distinct()];

    /// <summary>The names by their first letter, as there is no string to look up yet.</summary>
    private static readonly DirectiveName[][] ByLetter =
        [.. Enumerable.Range('a', 'z' - 'a' + 1).Select(static letter => All.Where(name => name.Name[0] == letter).ToArray())];

    public static IEnumerable<string> Names => All.Select(static name => name.Name);

    /// <summary>Whether an end tag must follow: an assignment may do without, a separator too.</summary>
    public static bool HasContent(Directive directive) => directive is not (Directive.Assign or Directive.Global or Directive.Local or Directive.Sep)
        && Array.Exists(WithEndTag, known => known == directive);

    /// <summary>The directive of a name; null where there is none.</summary>
    public static DirectiveName? Find(ReadOnlySpan<char> name)
    {
        if (name[0] is >= 'a' and <= 'z')
        {
            foreach (var known in ByLetter[name[0] - 'a'])
            {
                if (name.SequenceEqual(known.Name.AsSpan()))
                {
                    return known;
                }
            }
        }

        return null;
    }
}

/// <summary>One spelling of a directive.</summary>
/// <param name="Name">As it stands in the tag.</param>
/// <param name="Directive">What it means.</param>
/// <param name="Start">How a start tag goes on.</param>
/// <param name="HasEndTag">Whether there is an end tag.</param>
internal sealed record DirectiveName(string Name, Directive Directive, TagShape Start, bool HasEndTag)
{
    public bool IsCamelCase { get; } = Name.Any(char.IsUpper);
}
