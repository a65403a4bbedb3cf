using System.Text;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Model;

/// <summary>The escapes of JSON strings.</summary>
internal static class JsonEscapes
{
    /// <summary>The text of a valid JSON string's inside.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && TryRead(text.Slice(i + 1), out var c, out var length))
            {
                unescaped.Append(c);
                i += length;
            }
            else
            {
                unescaped.Append(text[i]);
            }
        }

        return unescaped.ToString();
    }

    /// <summary>Reads what follows a backslash.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out char c, out int length)
    {
        length = 1;
        c = text.IsEmpty ? '\0' : text[0];
        switch (c)
        {
            case '"' or '\\' or '/':
                return true;
            case 'b':
                c = '\b';
                return true;
            case 'f':
                c = '\f';
                return true;
            case 'n':
                c = '\n';
                return true;
            case 'r':
                c = '\r';
                return true;
            case 't':
                c = '\t';
                return true;
            case 'u' when text.Length > 4:
                length = 5;
                return TryReadHex(text.Slice(1, 4), out c);
            default:
                return false;
        }
    }

    private static bool TryReadHex(ReadOnlySpan<char> digits, out char code)
    {
        var value = 0;
        foreach (var c in digits)
        {
            var digit = HexDigit.ValueOf(c);
            value = digit < 0 || value < 0 ? -1 : (value * 16) + digit;
        }

        code = (char)Math.Max(value, 0);
        return value >= 0;
    }
}
