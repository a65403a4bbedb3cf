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
        MostMembers: 999);

    public static House Connector { get; } = new(
        "TwilioSms",
        [
            new(SourceFolders.Shared, ""),
            new("Segments", "Templates"),
            new("Http"),
            new("Errors"),
            new("Ledger"),
            new("Diagnostics"),
            new("Resolution"),
            new("Sending"),
            new("Connector", "Webhooks"),
            new("Configuration"),
        ],
        LargestCircle: 40,
        MostMembers: 999);
}
