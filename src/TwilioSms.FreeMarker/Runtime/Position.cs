using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Where a rendering is, which its errors tell. A method makes an exception; its caller throws it.</summary>
internal sealed class Position(TemplateSource source)
{
    /// <summary>The source of the nodes that run at the moment.</summary>
    public TemplateSource Source { get; set; } = source;

    /// <summary>The innermost running element: the place of errors that blame no expression.</summary>
    public Node Element { get; set; } = null!;

    /// <summary>The message of the error that the innermost <c>#recover</c> recovers from; null outside of one.</summary>
    public string? RecoveredError { get; set; }

    /// <summary>A failure, blamed on a node.</summary>
    public TemplateRenderException Error(TemplateRenderFailure failure, string message, Node at, Exception? cause = null)
    {
        var place = Source.PositionOf(at.Start);
        return new(failure, message, Source.SourceName, place.Line, place.Column, cause) { Advice = (cause as TemplateRenderException)?.Advice };
    }

    /// <summary>A failure that comes with advice.</summary>
    public TemplateRenderException Error(TemplateRenderFailure failure, string message, Node at, Advice? advice)
    {
        var place = Source.PositionOf(at.Start);
        return new(failure, message, Source.SourceName, place.Line, place.Column) { Advice = advice };
    }

    /// <summary>
    /// A failure that FreeMarker blames on no expression: it is reported where the innermost running directive or interpolation
    /// starts. Errors in a built-in's arguments and in arithmetic are of this kind.
    /// </summary>
    public TemplateRenderException ErrorAtElement(string message, Exception? cause = null) => Error(TemplateRenderFailure.Other, message, Element, cause);

    /// <summary>The loader failed where a template was asked for.</summary>
    public TemplateReadException Unreadable(string name, Exception failure, Node at)
    {
        var place = Source.PositionOf(at.Start);
        return new(TemplateReadException.Describe(NameOf(name), failure), Source.SourceName, place.Line, place.Column, failure);
    }

    /// <summary>The name of a template, for messages: what stands in the source is nobody's data.</summary>
    public string NameOf(string name)
    {
        var folder = Source.Name.Substring(0, Source.Name.LastIndexOf('/') + 1);
        var written = name.StartsWith(folder, StringComparison.Ordinal) ? name.Substring(folder.Length) : name;
        return !Source.IsComputed && Source.Text.Contains(written.TrimStart('/'), StringComparison.Ordinal) ? name : ComputedText.Mark(name);
    }
}
