#if NETSTANDARD2_0
namespace TwilioSms.FreeMarker;

internal static class StringExtensions
{
    public static string Replace(this string text, string oldValue, string? newValue, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(oldValue, newValue) : throw new ArgumentOutOfRangeException(nameof(comparison));

    public static int IndexOf(this string text, char value, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.IndexOf(value) : throw new ArgumentOutOfRangeException(nameof(comparison));
}
#endif
