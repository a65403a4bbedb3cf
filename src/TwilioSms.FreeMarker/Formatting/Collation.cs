namespace TwilioSms.FreeMarker;

/// <summary>Compares strings as the locale in force does.</summary>
internal static class Collation
{
    /// <summary>As FreeMarker's <c>==</c>, <c>&lt;</c> and <c>?sort</c> compare.</summary>
    public static int Compare(Environment environment, string left, string right) => environment.Collator.Compare(left, right);

    public static bool AreEqual(Environment environment, string left, string right) => environment.Collator.AreEqual(left, right);
}
