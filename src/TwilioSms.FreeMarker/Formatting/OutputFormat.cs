namespace TwilioSms.FreeMarker.Formatting;

/// <summary>The kind of text a template writes; markup formats escape what is printed into them.</summary>
internal sealed class OutputFormat
{
    public static readonly OutputFormat Undefined = new("undefined", null, autoEscaping: false) { AllowsMixing = true };
    public static readonly OutputFormat PlainText = new("plainText", null, autoEscaping: false);
    public static readonly OutputFormat Html = new("HTML", MarkupEscaping.Html, autoEscaping: true);
    public static readonly OutputFormat Xhtml = new("XHTML", MarkupEscaping.Html, autoEscaping: true);
    public static readonly OutputFormat Xml = new("XML", MarkupEscaping.Xml, autoEscaping: true);
    public static readonly OutputFormat Rtf = new("RTF", MarkupEscaping.Rtf, autoEscaping: true);
    public static readonly OutputFormat Css = new("CSS", null, autoEscaping: false);
    public static readonly OutputFormat JavaScript = new("JavaScript", null, autoEscaping: false);
    public static readonly OutputFormat Json = new("JSON", null, autoEscaping: false);

    private static readonly Dictionary<string, OutputFormat> Standard =
        new[] { Undefined, PlainText, Html, Xhtml, Xml, Rtf, Css, JavaScript, Json }.ToDictionary(format => format.Name, StringComparer.Ordinal);

    private OutputFormat(string name, MarkupEscaping? escaping, bool autoEscaping)
    {
        Name = name;
        SpecialVariable = name;
        Escaping = escaping;
        AutoEscapesByDefault = autoEscaping;
    }

    /// <summary>Every name <see cref="Find"/> knows; <c>outer{inner}</c> combines two of the markup ones.</summary>
    public static IEnumerable<string> Names => Standard.Keys;

    public string Name { get; }

    /// <summary>The name as <c>.output_format</c> gives it; null, which is an empty string, where FreeMarker loses it.</summary>
    public string? SpecialVariable { get; private init; }

    /// <summary>How text is escaped into this format; null where it cannot be.</summary>
    public MarkupEscaping? Escaping { get; }

    /// <summary>Whether text can be escaped into this format.</summary>
    public bool IsMarkup => Escaping is not null;

    public bool AutoEscapesByDefault { get; }

    /// <summary>Whether markup of another format is printed here as it is.</summary>
    public bool AllowsMixing { get; private init; }

    public static OutputFormat? Find(string name) => Standard.TryGetValue(name, out var format) ? format : null;

    /// <summary>Text that is escaped for <paramref name="inner"/> and then for <paramref name="outer"/>; both are markup formats.</summary>
    /// <param name="outer">The format around.</param>
    /// <param name="inner">The format inside it.</param>
    /// <param name="isNamed">Whether both are named, as in <c>HTML{XML}</c>: FreeMarker loses that name.</param>
    public static OutputFormat Combine(OutputFormat outer, OutputFormat inner, bool isNamed) =>
        new($"{outer.Name}{{{inner.Name}}}", inner.Escaping!.Then(outer.Escaping!), outer.AutoEscapesByDefault)
        {
            SpecialVariable = isNamed ? null : $"{outer.SpecialVariable ?? "null"}{{{inner.SpecialVariable ?? "null"}}}",
        };

    /// <summary>Whether markup of this format is already what an old escaping built-in would make of text.</summary>
    public bool AlreadyDoes(string builtIn) => Name switch
    {
        "HTML" or "XHTML" => builtIn is "html" or "xhtml" or "xml",
        "XML" => builtIn is "xml",
        "RTF" => builtIn is "rtf",
        _ => false,
    };

    /// <summary>The text as this markup format writes it.</summary>
    public string Escape(string text) => Escaping!.Escape(text);

    public override string ToString() => Name;
}
