using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

/// <summary>One call of a built-in: the target of the declared type, the arguments as they were given.</summary>
internal readonly ref struct BuiltInCall(Environment environment, BuiltIn builtIn, Expression node, Expression targetNode, Value target, ReadOnlySpan<Value> arguments)
{
    public Environment Environment { get; } = environment;

    public BuiltIn BuiltIn { get; } = builtIn;

    /// <summary>The whole expression, for errors blamed on it.</summary>
    public Expression Node { get; } = node;

    /// <summary>The expression on the left of the question mark.</summary>
    public Expression TargetNode { get; } = targetNode;

    public Value Target { get; } = target;

    public ReadOnlySpan<Value> Arguments { get; } = arguments;

    public int Count => Arguments.Length;

    /// <summary>The target of a <see cref="BuiltInTarget.Text"/> built-in.</summary>
    public string Text => Target.AsString();

    public Number Number => Environment.Convert.ToNumber(Target, TargetNode);

    public bool Boolean => Environment.Convert.ToBoolean(Target, TargetNode);

    public DateValue Date => Environment.Convert.ToDate(Target, TargetNode);

    public ISequence Sequence => Environment.Convert.ToSequence(Target, TargetNode);

    public IHash Hash => Environment.Convert.ToHash(Target, TargetNode);

    public IExtendedHash ExtendedHash => Environment.Convert.ToExtendedHash(Target, TargetNode);

    /// <summary>Walks the target of a <see cref="BuiltInTarget.Iterable"/> built-in; each item is a step.</summary>
    public Items Items(bool asSequence = false) => new(Environment, Target, Node, asSequence);

    /// <summary>A string argument; numbers and dates are not converted.</summary>
    public string TextArgument(int index) =>
        Arguments[index].TryGetString(out var text) ? text : throw WrongArgument(index, "a string");

    /// <summary>A string argument that is searched for in the target; the search is charged.</summary>
    public string SearchedArgument(int index)
    {
        var searched = TextArgument(index);
        Environment.Budget.ChargeSearch(Text, searched, Node);
        return searched;
    }

    /// <summary>A slice of the target between bounds that were found in its lower case, which may be longer.</summary>
    public string Slice(int start, int end) => start <= end && end <= Text.Length
        ? Text.Substring(start, end - start)
        : throw Environment.Errors.At($"?{BuiltIn.Name}: the text is longer in lower case, so what was found there lies beyond its end.", Node);

    public string? OptionalTextArgument(int index) => index < Count ? TextArgument(index) : null;

    /// <summary>An argument with flags, whose reading is charged.</summary>
    public RegexFlags Flags(int index, string? otherwise = null)
    {
        var letters = OptionalTextArgument(index) ?? otherwise;
        Environment.Budget.ChargeReading(letters?.Length ?? 0, Node);
        return new RegexFlags(letters);
    }

    /// <summary>A number argument without its fraction, as Java narrows it to an int.</summary>
    public int WholeArgument(int index) => NumberArgument(index).ToInt32();

    public Number NumberArgument(int index) =>
        Arguments[index].TryGetNumber(out var number) ? Environment.Budget.Held(number, Node) : throw WrongArgument(index, "a number");

    /// <summary>The error of an argument of the wrong type; FreeMarker blames the directive or interpolation around.</summary>
    public TemplateRenderException WrongArgument(int index, string expected) => Environment.Errors.AtElement(FormattableString.Invariant(
        $"?{BuiltIn.Name} takes {expected} as argument {index + 1}, but got {RenderErrors.TypeName(Arguments[index])}."));

    /// <summary>Another error of the built-in, blamed on the directive or interpolation around.</summary>
    public TemplateRenderException Error(string message) => Environment.Errors.AtElement($"?{BuiltIn.Name}: {message}");
}
