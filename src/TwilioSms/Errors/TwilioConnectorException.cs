using System.Runtime.ExceptionServices;
using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>The root of everything the connector reports. Its type and <see cref="Code"/> say what a caller may do next; no message
/// text, phone number or credential ever appears in <see cref="Exception.Message"/>.</summary>
public abstract class TwilioConnectorException : Exception
{
    private protected TwilioConnectorException(SmsErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>Which of the 30 documented errors this is.</summary>
    public SmsErrorCode Code { get; }

    /// <summary>Whether the same message may succeed later. It says nothing about duplicates: whether the message may already have
    /// been accepted is in the <see cref="SmsOutcome.State"/> of each recipient.</summary>
    public virtual bool IsTransient => DocumentedError.Of(Code).IsTransient;

    /// <summary>What happened to every recipient; null where the error struck before any could be tried.</summary>
    public SmsResult? Result { get; private set; }

    /// <summary>This error as that of a whole send: a copy, with the stack so far. Several recipients, and several sends, may have one error,
    /// and whatever is thrown is written to.</summary>
    internal ExceptionDispatchInfo With(SmsResult? result)
    {
        var copy = (TwilioConnectorException)MemberwiseClone();
        copy.Result = result;
        return ExceptionDispatchInfo.Capture(copy);
    }
}
