using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>Built-ins that escape strings for URLs.</summary>
internal static class UrlBuiltIns
{
    private const string Hexadecimal = "0123456789ABCDEF";

    public static readonly BuiltIn[] All =
    [
        BuiltIn.OptionalMethod("url", BuiltInTarget.Text, 1, 1, BuiltInCost.Own, static (in call) => Escape(call, keepsSlashes: false)).WithTexts(),
        BuiltIn.OptionalMethod("url_path", BuiltInTarget.Text, 1, 1, BuiltInCost.Own, static (in call) => Escape(call, keepsSlashes: true)).WithTexts(),
    ];

    private static Value Escape(in BuiltInCall call, bool keepsSlashes)
    {
        RenderSettings settings = call.Environment.Settings;
        string charset = call.Count > 0 ? call.TextArgument(0)
            : settings.UrlEscapingCharset ?? settings.OutputEncoding
            ?? throw call.Error("The charset of the URL is not known. Give it, ?url('UTF-8'), or set url_escaping_charset.");
        string text = call.Text;
        call.Environment.ChargeReading(text.Length, call.Node);
        Encoding? encoding = null; // Java looks for it only where there is something to encode
        var escaped = new LimitedText(call.Environment, call.Node);
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            bool isSafe = IsSafe(text[i], keepsSlashes);
            while (i < text.Length && IsSafe(text[i], keepsSlashes) == isSafe)
            {
                i++;
            }

            string part = text.Substring(start, i - start);
            escaped.Append(isSafe ? part : Encode(part, encoding ??= FindEncoding(call, charset)));
        }

        return escaped.ToString();
    }

    private static bool IsSafe(char c, bool keepsSlashes) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9'
            or '_' or '-' or '.' or '!' or '~' or '\'' or '(' or ')' or '*'
        || (keepsSlashes && c == '/');

    private static string Encode(string part, Encoding encoding)
    {
        byte[] preamble = encoding is UnicodeEncoding ? encoding.GetPreamble() : [];
        byte[] bytes = encoding.GetBytes(part);
        var codes = new StringBuilder(3 * (preamble.Length + bytes.Length));
        AppendCodes(codes, preamble);
        AppendCodes(codes, bytes);
        return codes.ToString();
    }

    private static void AppendCodes(StringBuilder codes, byte[] bytes)
    {
        foreach (byte b in bytes)
        {
            codes.Append('%').Append(Hexadecimal[b >> 4]).Append(Hexadecimal[b & 0xF]);
        }
    }

    /// <summary>The encoding of a charset's name as Java knows it; what it cannot write becomes a question mark.</summary>
    private static Encoding FindEncoding(in BuiltInCall call, string charset)
    {
        switch (charset.ToUpperInvariant())
        {
            case "UTF-8" or "UTF8":
                return WithQuestionMark(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            case "UTF-16":
                return WithQuestionMark(new UnicodeEncoding(bigEndian: true, byteOrderMark: true));
            case "UTF-16BE":
                return WithQuestionMark(new UnicodeEncoding(bigEndian: true, byteOrderMark: false));
            case "UTF-16LE":
                return WithQuestionMark(new UnicodeEncoding(bigEndian: false, byteOrderMark: false));
            case "UTF-32" or "UTF-32BE":
                return WithQuestionMark(new UTF32Encoding(bigEndian: true, byteOrderMark: false));
        }

        try
        {
            return WithQuestionMark(Encoding.GetEncoding(charset));
        }
        catch (ArgumentException e)
        {
            throw call.Environment.ErrorAtElement($"?{call.BuiltIn.Name}: The charset '{charset}' is not known. UTF-8 is, and so are UTF-16, ISO-8859-1 and US-ASCII.", e);
        }
    }

    private static Encoding WithQuestionMark(Encoding encoding)
    {
        var replacing = (Encoding)encoding.Clone();
        replacing.EncoderFallback = new EncoderReplacementFallback("?");
        return replacing;
    }
}
