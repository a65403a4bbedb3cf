namespace TwilioSms.FreeMarker;

// The errors of rendering. Each method makes the exception; its caller throws it.
internal sealed partial class Environment
{
    /// <summary>The expression has no value.</summary>
    public TemplateRenderException Missing(Expression at) =>
        Error(TemplateRenderFailure.MissingValue, $"{TextOf(at)} has no value. Give it one in the data, a default ({TextOf(at)}!'...'), or test it first ({TextOf(at)}??).", at);

    /// <summary>The expression's value is not of the type that its place asks for; <paramref name="expected"/> such as "a number".</summary>
    public TemplateRenderException WrongType(Expression at, string expected, Value actual) =>
        actual.IsMissing ? Missing(at) : Error($"{TextOf(at)} must be {expected}, but is {TypeName(actual)}.", at);

    /// <summary>Any other failure, blamed on a node.</summary>
    public TemplateRenderException Error(string message, Node at) => Error(TemplateRenderFailure.Other, message, at);

    /// <summary>
    /// A failure that FreeMarker blames on no expression: it is reported where the innermost running directive or interpolation
    /// starts. Errors in a built-in's arguments and in arithmetic are of this kind.
    /// </summary>
    public TemplateRenderException ErrorAtElement(string message, Exception? cause = null) =>
        Error(TemplateRenderFailure.Other, message, CurrentElement, cause);

    /// <summary>A template that another one asks for does not exist.</summary>
    public TemplateRenderException NoTemplate(string directive, string name, Node at) => Error(
        TemplateSettings.Loader is null
            ? $"#{directive}: there is no template '{NameOf(name)}', as {nameof(TemplateSettings)}.{nameof(FreeMarker.TemplateSettings.Loader)} is not set."
            : $"#{directive}: there is no template '{NameOf(name)}' (seen from {Source.Name}).",
        at);

    /// <summary>The loader failed where a template was asked for.</summary>
    public TemplateReadException Unreadable(string name, Exception failure, Node at)
    {
        var position = Source.PositionOf(at.Start);
        return new(TemplateReader.Describe(NameOf(name), failure), Source.SourceName, position.Line, position.Column, failure);
    }

    /// <summary>The name of a template, for messages: what stands in the source is nobody's data.</summary>
    public string NameOf(string name)
    {
        var folder = Source.Name.Substring(0, Source.Name.LastIndexOf('/') + 1);
        var written = name.StartsWith(folder, StringComparison.Ordinal) ? name.Substring(folder.Length) : name;
        return !Source.IsComputed && Source.Text.Contains(written.TrimStart('/'), StringComparison.Ordinal) ? name : ComputedText.Mark(name);
    }

    public TemplateRenderException Error(TemplateRenderFailure failure, string message, Node at, Exception? cause = null)
    {
        var position = Source.PositionOf(at.Start);
        return new(failure, message, Source.SourceName, position.Line, position.Column, cause);
    }

    /// <summary>An expression as it stands in the source, shortened, for messages.</summary>
    public string TextOf(Expression expression)
    {
        const int MaxLength = 60;
        var text = Source.TextBetween(expression.Start, expression.End);
        var shown = text.Length <= MaxLength ? text : string.Concat(text.Substring(0, MaxLength), "...");
        return text.Length == 0 ? "The value" : Source.IsComputed ? ComputedText.Mark(shown) : shown;
    }

    /// <summary>What a value is, for people: "a number", "a hash".</summary>
    public static string TypeName(Value value) => value.Kind switch
    {
        ValueKind.Missing => "missing",
        ValueKind.String => "a string",
        ValueKind.Boolean => "a boolean",
        ValueKind.Number => "a number",
        ValueKind.Date => value.AsDate().Kind switch
        {
            DateKind.Date => "a date",
            DateKind.Time => "a time",
            DateKind.DateTime => "a date-time",
            _ => "a date of unknown kind",
        },
        _ => value.Object switch
        {
            IText => "a string",
            ISequence => "a sequence",
            IBooleanSource => "a boolean",
            IDateSource => "a date",
            IMethod => "a method",
            IHash => "a hash",
            IIterable => "a collection",
            _ => "a value of another type",
        },
    };
}
