namespace TwilioSms.Tool;

/// <summary>Several recipients in one argument, as SEND_SMS takes them in one text.</summary>
internal static class Recipients
{
    public static IReadOnlyList<string> Read(IEnumerable<string> arguments) =>
        [.. arguments.SelectMany(static argument => argument.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries)).SelectMany(Split)];

    // White space separates numbers only before the plus or the channel of the next one: people write it inside of numbers too.
    private static IEnumerable<string> Split(string text)
    {
        var begin = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i - 1]) && (text[i] == '+' || char.IsAsciiLetter(text[i])) && !string.IsNullOrWhiteSpace(text[begin..i]))
            {
                yield return text[begin..i];
                begin = i;
            }
        }

        if (!string.IsNullOrWhiteSpace(text[begin..]))
        {
            yield return text[begin..];
        }
    }
}
