namespace TwilioSms.Walls;

/// <summary>The libraries whose inside is looked after.</summary>
internal static class Houses
{
    public static House FreeMarker { get; } = new(
        "TwilioSms.FreeMarker",
        [
            new(SourceFolders.Shared, "Text"),
            new("Errors"),
            new("Model"),
            new("Formatting"),
            new("Settings"),
            new("Tree", "Runtime"),
            new("BuiltIns"),
            new("Syntax"),
            new("", "Loading"),
        ],
        LargestCircle: 40,
        MostMembers: 210);

    public static House Connector { get; } = new(
        "TwilioSms",
        [
            new(SourceFolders.Shared, "", "Errors", "Segments", "Templates", "Ledger"),
            new("Http", "Diagnostics"),
            new("Resolution", "Webhooks"),
            new("Sending"),
            new("Connector", "Configuration"),
        ],
        LargestCircle: 41,
        MostMembers: 40)
    {
        Debts =
        [
            "SmsOutcome -> Resolution/RecentSend",
            "TwilioConnectorOptions -> Configuration/SettingSource",
            "TwilioConnectorOptions -> Http/OAuthSession",
        ],
    };
}
