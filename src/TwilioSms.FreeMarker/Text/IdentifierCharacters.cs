namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// Which characters beyond ASCII a name may have: FreeMarker lists them, mostly the letters and digits of one version of Unicode, so
/// that a template parses the same on every platform.
/// </summary>
internal static class IdentifierCharacters
{
    private static readonly Lazy<CodePointTable<bool>> Table =
        new(static () => new(false, CodePointRanges.ReadRows("identifiers.txt").Select(static row => (true, row.Ranges))));

    public static bool Contains(char c) => Table.Value[c];
}
