namespace TwilioSms.FreeMarker;

/// <summary>
/// What one template may use up. A limit reached is an error that names the limit and the position, never a truncated text.
/// Every limit is at least 1; <see cref="Unlimited"/> lifts one.
/// </summary>
public sealed record TemplateLimits
{
    /// <summary>Lifts a limit.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>No limits at all, for templates that are trusted as code is. The stack is still guarded.</summary>
    public static TemplateLimits None { get; } = new()
    {
        SourceLength = Unlimited,
        Nesting = Unlimited,
        Steps = Unlimited,
        OutputLength = Unlimited,
        CallDepth = Unlimited,
        Includes = Unlimited,
        CollectionSize = Unlimited,
        StringLength = Unlimited,
        ValueDepth = Unlimited,
        NumberDigits = Unlimited,
    };

    /// <summary>Characters of one template's source.</summary>
    /// <value>The default value is 65,536.</value>
    public int SourceLength { get; init => field = Positive(value, nameof(SourceLength)); } = 64 * 1024;

    /// <summary>How deep blocks, expressions and literals nest in a source, counted together.</summary>
    /// <value>The default value is 64.</value>
    public int Nesting { get; init => field = Positive(value, nameof(Nesting)); } = 64;

    /// <summary>Steps of one rendering: every element, expression and iteration is one, a built-in as many as its work asks.</summary>
    /// <value>The default value is 100,000.</value>
    public int Steps { get; init => field = Positive(value, nameof(Steps)); } = 100_000;

    /// <summary>Characters one rendering writes, captured ones included.</summary>
    /// <value>The default value is 32,768.</value>
    public int OutputLength { get; init => field = Positive(value, nameof(OutputLength)); } = 32 * 1024;

    /// <summary>How deep macros, functions and nested contents call each other.</summary>
    /// <value>The default value is 64.</value>
    public int CallDepth { get; init => field = Positive(value, nameof(CallDepth)); } = 64;

    /// <summary>Templates that one rendering includes, imports or interprets, each time counted.</summary>
    /// <value>The default value is 32.</value>
    public int Includes { get; init => field = Positive(value, nameof(Includes)); } = 32;

    /// <summary>Items of one list or hash that a template makes.</summary>
    /// <value>The default value is 10,000.</value>
    public int CollectionSize { get; init => field = Positive(value, nameof(CollectionSize)); } = 10_000;

    /// <summary>Characters of one string that a template makes.</summary>
    /// <value>The default value is 65,536.</value>
    public int StringLength { get; init => field = Positive(value, nameof(StringLength)); } = 64 * 1024;

    /// <summary>How deep lists and hashes that a template makes hold each other.</summary>
    /// <value>The default value is 16.</value>
    public int ValueDepth { get; init => field = Positive(value, nameof(ValueDepth)); } = 16;

    /// <summary>Decimal digits of one number, counted as if written without an exponent.</summary>
    /// <value>The default value is 1,000.</value>
    public int NumberDigits { get; init => field = Positive(value, nameof(NumberDigits)); } = 1_000;

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "A limit must be at least 1; TemplateLimits.Unlimited lifts it.");
}
