namespace TwilioSms.FreeMarker;

// The errors that #recover is recovering from, for .error.
internal sealed partial class Environment
{
    private string[] errors = [];
    private int errorsTop;

    /// <summary>The message of the innermost error; null outside of <c>#recover</c>.</summary>
    public string? CurrentError => errorsTop == 0 ? null : errors[errorsTop - 1];

    public void PushError(string message)
    {
        if (errorsTop == errors.Length)
        {
            Array.Resize(ref errors, errors.Length + 4);
        }

        errors[errorsTop++] = message;
    }

    public void PopError() => errorsTop--;
}
