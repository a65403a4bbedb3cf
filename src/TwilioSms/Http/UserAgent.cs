using System.Runtime.InteropServices;

namespace TwilioSms.Http;

/// <summary>Who is asking, in the form Twilio's own clients use: <c>name/version (os arch) runtime/version</c>.</summary>
internal static class UserAgent
{
    public static readonly string Value = FormattableString.Invariant(
        $"twilio-sms-dotnet/{ProductVersion} ({OperatingSystemName} {RuntimeInformation.OSArchitecture}) .NET/{Environment.Version}");

    private static string ProductVersion => typeof(UserAgent).Assembly.GetName().Version!.ToString(3);

    private static string OperatingSystemName =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Windows"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macOS"
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "Linux"
        : "Unix";
}
