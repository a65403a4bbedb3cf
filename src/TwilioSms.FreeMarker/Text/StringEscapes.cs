using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>The escapes of the template language's strings.</summary>
internal static class StringEscapes
{
    /// <summary>The text that FreeMarker's escapes stand for.</summary>
    public static string Unescape(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            if (content[i] == 'x')
            {
                text.Append((char)ReadHex(content, ref i));
                continue;
            }

            text.Append(content[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'f' => '\f',
                'b' => '\b',
                'g' => '>',
                'l' => '<',
                'a' => '&',
                var itself => itself,
            });
        }

        return text.ToString();
    }

    /// <summary>One to four hexadecimal digits after <c>\x</c>.</summary>
    private static int ReadHex(ReadOnlySpan<char> content, ref int i)
    {
        var value = 0;
        for (var digits = 0; digits < 4 && i + 1 < content.Length && HexDigit.ValueOf(content[i + 1]) is >= 0 and var digit; digits++)
        {
            value = (value << 4) | digit;
            i++;
        }

        return value;
    }
}
