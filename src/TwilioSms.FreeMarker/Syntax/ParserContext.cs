using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>
/// What surrounds the place that is being parsed. It never changes: a part of the template that has other surroundings is parsed
/// <see cref="Parser"/>.Within them, and those around are back at its end, also where that is an error.
/// </summary>
/// <param name="Unit">What has the slots: a template, a macro or function, an evaluated expression.</param>
/// <param name="OutputFormat">The output format.</param>
/// <param name="AutoEscaping">When values are escaped.</param>
internal sealed record ParserContext(Unit Unit, OutputFormat OutputFormat, TemplateAutoEscaping AutoEscaping)
{
    /// <summary>The loop variables and lambda parameters in force.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The conditions that hold.</summary>
    public Guard? Guards { get; init; }

    /// <summary>The innermost tag whose end is still to come.</summary>
    public OpenTag? OpenTag { get; init; }

    /// <summary>The innermost <c>#list</c>.</summary>
    public OpenList? List { get; init; }

    /// <summary>The innermost <c>#escape</c>.</summary>
    public EscapeRule? Escape { get; init; }

    /// <summary>What the variable of an <c>#escape</c> stands for, in the expression that it puts in.</summary>
    public IReadOnlyDictionary<string, Expression>? Substitutes { get; init; }

    public bool InMacro { get; init; }

    public bool InFunction { get; init; }

    /// <summary>Whether it is an interpolation in a string.</summary>
    public bool InString { get; init; }

    public bool CanBreak { get; init; }

    public bool CanContinue { get; init; }

    /// <summary>Whether an error has left it open what the blocks around are, so that nothing can be said to be in the wrong place.</summary>
    public bool IsBroken { get; init; }

    public bool IsCallable => InMacro || InFunction;
}

/// <summary>A tag whose end is still to come, and those around.</summary>
internal sealed record OpenTag(Token Start, OpenTag? Outer);

/// <summary>An <c>#escape</c>: its variable, and where in the source its expression stands.</summary>
internal sealed record EscapeRule(string Variable, int Start, int End, EscapeRule? Outer);

/// <summary>A <c>#list</c> that is being parsed.</summary>
internal sealed class OpenList(Expression source, LoopSlots state, int listed, OpenList? outer)
{
    public Expression Source => source;

    public LoopSlots State => state;

    public int Listed => listed;

    public OpenList? Outer => outer;

    /// <summary>Whether its content runs for each item.</summary>
    public bool IsLoop { get; init; }

    public bool IsItems { get; init; }

    public bool HasItems { get; set; }

    /// <summary>Whether an <c>#items</c> takes keys and values.</summary>
    public bool HasPairs { get; set; }
}
