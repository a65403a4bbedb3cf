using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TwilioSms.Tool;

/// <summary>JSON strings with lone surrogates, which <see cref="JsonElement.GetString"/> and the JSON writer refuse.</summary>
internal static class JsonText
{
    public static string Decode(JsonElement element)
    {
        var raw = element.GetRawText();
        var text = new StringBuilder(raw.Length);
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            switch (raw[++i])
            {
                case 'u':
                    text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                default: text.Append(raw[i]); break;
            }
        }

        return text.ToString();
    }

    public static string Encode(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c is >= ' ' and < '\x7f')
            {
                json.Append(c);
            }
            else
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return json.Append('"').ToString();
    }
}
