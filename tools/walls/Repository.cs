namespace TwilioSms.Walls;

/// <summary>The working tree that the assemblies were built in.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TwilioSms.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("TwilioSms.sln is in no folder above this program.");
        }

        return folder;
    }
}
