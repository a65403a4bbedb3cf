using System.Text;

namespace TwilioSms.Webhooks;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>. Every body is a form: what is malformed stays as it is, and a byte that is
/// not UTF-8 becomes U+FFFD.</summary>
internal static class FormBody
{
    /// <summary>The parameters in their order; a name may be there more than once.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(ReadOnlySpan<byte> body)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var decoded = new byte[body.Length];
        while (!body.IsEmpty)
        {
            var parameter = Before(body, (byte)'&', out body);
            if (!parameter.IsEmpty)
            {
                var name = Before(parameter, (byte)'=', out var value);
                parameters.Add(new(Decode(name, decoded), Decode(value, decoded)));
            }
        }

        return parameters;
    }

    private static ReadOnlySpan<byte> Before(ReadOnlySpan<byte> bytes, byte separator, out ReadOnlySpan<byte> rest)
    {
        var index = bytes.IndexOf(separator);
        rest = index < 0 ? default : bytes.Slice(index + 1);
        return index < 0 ? bytes : bytes.Slice(0, index);
    }

    private static string Decode(ReadOnlySpan<byte> text, byte[] decoded)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && HexDigit(text[i + 1]) is var high and >= 0 && HexDigit(text[i + 2]) is var low and >= 0)
            {
                decoded[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                decoded[length++] = text[i] == '+' ? (byte)' ' : text[i];
            }
        }

        return Encoding.UTF8.GetString(decoded, 0, length);
    }

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
