namespace TwilioSms.FreeMarker;

/// <summary>The root of what can go wrong with a template.</summary>
public abstract class TemplateException : Exception
{
    private protected TemplateException(string message, string templateName, int line, int column, Exception? innerException = null)
        : base(message, innerException)
    {
        TemplateName = templateName;
        Line = line;
        Column = column;
    }

    /// <summary>The name of the template at fault.</summary>
    public string TemplateName { get; }

    /// <summary>The line of the fault, from 1; 0 where there is none.</summary>
    public int Line { get; }

    /// <summary>The column of the fault in UTF-16 units, from 1; 0 where there is none.</summary>
    public int Column { get; }
}

/// <summary>The source is not valid FreeMarker.</summary>
public sealed class TemplateSyntaxException : TemplateException
{
    internal TemplateSyntaxException(string message, string templateName, int line, int column)
        : base(message, templateName, line, column)
    {
    }
}

/// <summary>A template failed while rendering: a missing value, a wrong type, a limit.</summary>
public sealed class TemplateRenderException : TemplateException
{
    internal TemplateRenderException(string message, string templateName, int line, int column, Exception? innerException = null)
        : base(message, templateName, line, column, innerException)
    {
    }
}

/// <summary>A template that another one includes or imports could not be read.</summary>
public sealed class TemplateReadException : TemplateException
{
    internal TemplateReadException(string message, string templateName, int line, int column, Exception? innerException = null)
        : base(message, templateName, line, column, innerException)
    {
    }
}
