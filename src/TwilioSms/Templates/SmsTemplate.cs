namespace TwilioSms;

/// <summary>A template: either its text or the name it is known by.</summary>
public readonly record struct SmsTemplate
{
    private SmsTemplate(string? text, string? name)
    {
        Text = text;
        Name = name;
    }

    /// <summary>The template's source; null for a template known by <see cref="Name"/>.</summary>
    public string? Text { get; }

    /// <summary>The template's name; null for a template given as <see cref="Text"/>.</summary>
    public string? Name { get; }

    /// <summary>A template given as text.</summary>
    public static SmsTemplate FromText(string text) => new(text, null);

    /// <summary>A template known by its name.</summary>
    public static SmsTemplate FromName(string name) => new(null, name);

    /// <summary>The name, or that there is a text; never the text itself.</summary>
    public override string ToString() => Name ?? "(text)";
}
