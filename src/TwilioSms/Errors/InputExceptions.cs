namespace TwilioSms;

/// <summary>MISSING_INPUT: a mandatory input was not provided. Nothing was sent.</summary>
public sealed class TwilioMissingInputException : TwilioConnectorException
{
    internal TwilioMissingInputException(string parameter, string message)
        : base(SmsErrorCode.MissingInput, message) => Parameter = parameter;

    /// <summary>The name of the input.</summary>
    public string Parameter { get; }
}

/// <summary>INVALID_INPUT: an input has a type or a form that it cannot have. Nothing was sent.</summary>
public sealed class TwilioInvalidInputException : TwilioConnectorException
{
    internal TwilioInvalidInputException(string parameter, string message, Exception? innerException = null)
        : base(SmsErrorCode.InvalidInput, message, innerException) => Parameter = parameter;

    /// <summary>The name of the input.</summary>
    public string Parameter { get; }
}
