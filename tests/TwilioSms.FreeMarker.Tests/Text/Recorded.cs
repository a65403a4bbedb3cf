using System.Globalization;
using System.Text.RegularExpressions;

namespace TwilioSms.FreeMarker.Tests.Text;

/// <summary>Rows recorded from the JDK, by the Java programs beside the files.</summary>
internal static class Recorded
{
    internal static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine("Text", file)).Select(static line => line.Split('\t'));

    /// <summary>Undoes the <c>\uXXXX</c> of a column.</summary>
    internal static string Text(string column) => Regex.Replace(
        column,
        @"\\u([0-9a-f]{4})",
        static match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        RegexOptions.None,
        TimeSpan.FromSeconds(10));
}
