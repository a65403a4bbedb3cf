namespace TwilioSms.FreeMarker.Tree;

/// <summary>A piece of a template that does something: text, an interpolation, a directive.</summary>
internal abstract class Element(int start) : Node(start)
{
    public abstract Flow Execute(Environment environment);
}

/// <summary>How execution goes on after an element.</summary>
internal enum Flow
{
    /// <summary>With the next element.</summary>
    Next,

    /// <summary>After the loop or switch around (<c>#break</c>).</summary>
    Break,

    /// <summary>With the loop's next item (<c>#continue</c>).</summary>
    Continue,

    /// <summary>After the macro, function or template around (<c>#return</c>).</summary>
    Return,
}
