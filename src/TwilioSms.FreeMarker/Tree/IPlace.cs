using TwilioSms.FreeMarker.Formatting;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>What the parser knows of the place in a template that a node is made for.</summary>
internal interface IPlace
{
    /// <summary>What is being parsed that has slots of its own.</summary>
    Unit Unit { get; }

    /// <summary>The loop variables and lambda parameters in force.</summary>
    Scope? Scope { get; }

    OutputFormat OutputFormat { get; }

    /// <summary>Whether printed values are escaped there.</summary>
    bool Escapes { get; }

    /// <summary>Whether an error has left it open what the blocks around are.</summary>
    bool IsBroken { get; }

    /// <summary>What a text takes over that is parsed there while rendering.</summary>
    EvaluationContext EvaluationContext();

    /// <summary>Notes that <c>.args</c> is used, which is possible in macros and functions only, and there not in strings.</summary>
    bool TryUseArguments();

    TemplateSyntaxException Error(string message, int offset);
}
