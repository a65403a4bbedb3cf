namespace TwilioSms;

/// <summary>The template of a message is at fault. Nothing was sent.</summary>
public abstract class TwilioTemplateException : TwilioConnectorException
{
    private protected TwilioTemplateException(
        SmsErrorCode code, string message, string? templateName, int? line, int? column, Exception? innerException)
        : base(code, message, innerException)
    {
        TemplateName = templateName;
        Line = line;
        Column = column;
    }

    /// <summary>The name of the template at fault: <c>Body</c> for the message's own text.</summary>
    public string? TemplateName { get; }

    /// <summary>The line of the fault, from 1, where there is one.</summary>
    public int? Line { get; }

    /// <summary>The column of the fault in UTF-16 units, from 1, where there is one.</summary>
    public int? Column { get; }

    /// <summary>The fault in full, with what the template computed, where the renderer tells it: for who writes the template. It may hold
    /// values of the metadata: keep it out of logs.</summary>
    public string? Details { get; init; }
}

/// <summary>TEMPLATE_SYNTAX_ERROR: the template is not valid.</summary>
public sealed class TwilioTemplateSyntaxException : TwilioTemplateException
{
    /// <summary>Made by a template renderer that finds the template invalid.</summary>
    /// <param name="message">What is wrong and what was expected, without any value of the metadata.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateSyntaxException(string message, Exception? innerException)
        : this(message, null, null, null, innerException)
    {
    }

    /// <summary>Made by a template renderer that finds the template invalid.</summary>
    /// <param name="message">What is wrong and what was expected, without any value of the metadata.</param>
    /// <param name="templateName">The name of the template at fault.</param>
    /// <param name="line">The line of the fault, from 1.</param>
    /// <param name="column">The column of the fault, from 1.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateSyntaxException(string message, string? templateName, int? line, int? column, Exception? innerException)
        : base(SmsErrorCode.TemplateSyntaxError, message, templateName, line, column, innerException)
    {
    }
}

/// <summary>TEMPLATE_METADATA_ERROR: rendering failed: a value or an included template is missing, a value has the wrong type, or a limit was reached.</summary>
public sealed class TwilioTemplateMetadataException : TwilioTemplateException
{
    /// <summary>Made by a template renderer that cannot render the template over the metadata.</summary>
    /// <param name="message">What is missing or wrong, without any value of the metadata.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateMetadataException(string message, Exception? innerException)
        : this(message, null, null, null, innerException)
    {
    }

    /// <summary>Made by a template renderer that cannot render the template over the metadata.</summary>
    /// <param name="message">What is missing or wrong, without any value of the metadata.</param>
    /// <param name="templateName">The name of the template at fault.</param>
    /// <param name="line">The line of the fault, from 1.</param>
    /// <param name="column">The column of the fault, from 1.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateMetadataException(string message, string? templateName, int? line, int? column, Exception? innerException)
        : base(SmsErrorCode.TemplateMetadataError, message, templateName, line, column, innerException)
    {
    }
}

/// <summary>TEMPLATE_READ_ERROR: the template named does not exist, or reading it, or one that it includes, failed.</summary>
public sealed class TwilioTemplateReadException : TwilioTemplateException
{
    /// <summary>Made by a template renderer that cannot obtain a template.</summary>
    /// <param name="message">What could not be read, and why.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateReadException(string message, Exception? innerException)
        : this(message, null, null, null, innerException)
    {
    }

    /// <summary>Made by a template renderer that cannot obtain a template.</summary>
    /// <param name="message">What could not be read, and why.</param>
    /// <param name="templateName">The template that could not be read, or the one that includes it.</param>
    /// <param name="line">The line of the reference, from 1.</param>
    /// <param name="column">The column of the reference, from 1.</param>
    /// <param name="innerException">The renderer's own error.</param>
    public TwilioTemplateReadException(string message, string? templateName, int? line, int? column, Exception? innerException)
        : base(SmsErrorCode.TemplateReadError, message, templateName, line, column, innerException)
    {
    }
}
