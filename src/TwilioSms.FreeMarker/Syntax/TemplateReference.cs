namespace TwilioSms.FreeMarker;

/// <summary>A path in the data that a template reads.</summary>
public sealed class TemplateReference
{
    internal TemplateReference(string path, bool isOptional) => (Path, IsOptional) = (path, isOptional);

    /// <summary>The names from the root on, such as <c>order.items[].name</c>; <c>[]</c> stands for the items of a list.</summary>
    public string Path { get; }

    /// <summary>Whether the template asks everywhere if there is a value (<c>x!'...'</c>, <c>x??</c>, inside <c>&lt;#if x??&gt;</c>), so that
    /// it renders without one. Where it does not, rendering fails without the value as soon as it is read.</summary>
    public bool IsOptional { get; }

    /// <summary>The path, with a question mark after an optional one.</summary>
    public override string ToString() => IsOptional ? Path + "?" : Path;
}
