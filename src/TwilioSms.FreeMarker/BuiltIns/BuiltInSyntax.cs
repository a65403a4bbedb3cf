using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>What the parser knows of a built-in when its node is made.</summary>
internal readonly ref struct BuiltInSyntax(IPlace place, BuiltIn builtIn, int nameStart, Expression target, Expression[]? arguments)
{
    public IPlace Place { get; } = place;

    public BuiltIn BuiltIn { get; } = builtIn;

    /// <summary>Where the name starts, for errors.</summary>
    public int NameStart { get; } = nameStart;

    public Expression Target { get; } = target;

    /// <summary>The arguments; null where there are no parentheses.</summary>
    public Expression[]? Arguments { get; } = arguments;

    /// <summary>The error of a built-in used in a way that does not parse.</summary>
    public TemplateSyntaxException Error(string message, int offset) => Place.Error(message, offset);
}
