using TwilioSms.FreeMarker.Errors;

namespace TwilioSms.FreeMarker;

/// <summary>The root of what can go wrong with a template.</summary>
public abstract class TemplateException : Exception
{
    private protected TemplateException(string message, string templateName, int? line, int? column, Exception? innerException = null)
        : base(Locate(ComputedText.Hide(message), templateName, line, column), innerException)
    {
        Description = ComputedText.Hide(message);
        Details = Locate(ComputedText.Show(message), templateName, line, column);
        TemplateName = templateName;
        Line = line;
        Column = column;
    }

    /// <summary>What happened and what to do, without the place; <see cref="Exception.Message"/> adds it. What the template computed,
    /// which may be data, is left out: <c>...</c> stands in its place.</summary>
    public string Description { get; }

    /// <summary>What happened, with the place and with what the template computed: for who writes the template. It may hold data.</summary>
    public string Details { get; }

    /// <summary>The name of the template at fault.</summary>
    public string TemplateName { get; }

    /// <summary>The line of the fault, from 1; null where it has no place in the template.</summary>
    public int? Line { get; }

    /// <summary>The column of the fault in UTF-16 units, from 1; null where it has no place in its line.</summary>
    public int? Column { get; }

    /// <summary>What the message says can be written instead.</summary>
    internal Advice? Advice { get; init; }

    private static string Locate(string message, string templateName, int? line, int? column) => (line, column) switch
    {
        ({ }, { }) => FormattableString.Invariant($"{templateName}({line},{column}): {message}"),
        ({ }, null) => FormattableString.Invariant($"{templateName}({line}): {message}"),
        _ => $"{templateName}: {message}",
    };
}

/// <summary>The source is not valid FreeMarker.</summary>
public sealed class TemplateSyntaxException : TemplateException
{
    internal TemplateSyntaxException(string message, string templateName, int? line, int? column)
        : base(message, templateName, line, column)
    {
    }
}

/// <summary>A template failed while rendering: a missing value or included template, a wrong type, a limit.</summary>
public sealed class TemplateRenderException : TemplateException
{
    internal TemplateRenderException(
        TemplateRenderFailure failure, string message, string templateName, int? line, int? column, Exception? innerException = null)
        : base(message, templateName, line, column, innerException) => Failure = failure;

    /// <summary>What kind of failure it was.</summary>
    public TemplateRenderFailure Failure { get; }
}

/// <summary>Why rendering failed.</summary>
public enum TemplateRenderFailure
{
    /// <summary>The template and the data do not fit: a wrong type, a division by zero, a format that is none.</summary>
    Other,

    /// <summary>The template reads a value that is not there.</summary>
    MissingValue,

    /// <summary>A limit of <see cref="TemplateLimits"/> was reached.</summary>
    LimitExceeded,

    /// <summary>The template stopped itself by <c>#stop</c>.</summary>
    Stopped,
}

/// <summary>A template asked for by name does not exist, or the loader failed while it read one.</summary>
public sealed class TemplateReadException : TemplateException
{
    internal TemplateReadException(string message, string templateName, int? line, int? column, Exception? innerException = null)
        : base(message, templateName, line, column, innerException)
    {
    }

    /// <summary>The error of a loader that failed, without the words of its exception, which may hold anything.</summary>
    internal static string Describe(string name, Exception failure) =>
        $"The template '{name}' cannot be read: the loader failed with {failure.GetType().Name}. See the inner exception.";
}
