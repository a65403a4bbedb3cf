namespace TwilioSms.Tool;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A message was not sent to everyone, or a template failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int BadArguments = 2;
}
