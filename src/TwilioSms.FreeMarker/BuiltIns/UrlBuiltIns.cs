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
        var url = new UrlText(call.BuiltIn.Name, call.Text, keepsSlashes, call.Node);
        return call.Count == 0 ? Value.FromObject(url) : url.Escape(call.Environment, call.TextArgument(0));
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
    private static Encoding FindEncoding(Environment environment, string builtIn, string charset)
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
            return WithQuestionMark(CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset));
        }
        catch (ArgumentException e)
        {
            throw environment.ErrorAtElement($"?{builtIn}: The charset '{charset}' is not known. UTF-8 is, and so are UTF-16, ISO-8859-1 and windows-1252.", e);
        }
    }

    private static Encoding WithQuestionMark(Encoding encoding)
    {
        var replacing = (Encoding)encoding.Clone();
        replacing.EncoderFallback = new QuestionMark();
        return replacing;
    }

    /// <summary>One question mark for what a charset lacks, be it one UTF-16 unit or two; the platform's own fallback writes two for two.</summary>
    private sealed class QuestionMark : EncoderFallback
    {
        public override int MaxCharCount => 1;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : EncoderFallbackBuffer
        {
            private bool isPending;

            public override int Remaining => isPending ? 1 : 0;

            public override bool Fallback(char charUnknown, int index) => isPending = true;

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => isPending = true;

            public override char GetNextChar()
            {
                char next = isPending ? '?' : '\0';
                isPending = false;
                return next;
            }

            public override bool MovePrevious() => false;
        }
    }

    /// <summary>What <c>text?url</c> is: the text escaped in the settings' charset, if it is asked for, and a method that takes another one.</summary>
    private sealed class UrlText(string builtIn, string text, bool keepsSlashes, Expression node) : IText, IMethod
    {
        public bool TakesTexts => true;

        public string GetText(Environment environment) => Escape(
            environment,
            environment.Settings.UrlEscapingCharset ?? environment.Settings.OutputEncoding
            ?? throw environment.ErrorAtElement($"?{builtIn}: The charset of the URL is not known. Give it, ?{builtIn}('UTF-8'), or set url_escaping_charset."));

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) => arguments.Length == 1
            ? Escape(environment, arguments[0].AsString())
            : throw environment.ErrorAtElement(FormattableString.Invariant($"?{builtIn} takes a charset as its argument, but got {arguments.Length}."));

        public string Escape(Environment environment, string charset)
        {
            environment.ChargeReading(text.Length, node);
            Encoding? encoding = null; // Java looks for it only where there is something to encode
            var escaped = new LimitedText(environment, node);
            for (int i = 0; i < text.Length;)
            {
                int start = i;
                bool isSafe = IsSafe(text[i], keepsSlashes);
                while (i < text.Length && IsSafe(text[i], keepsSlashes) == isSafe)
                {
                    i++;
                }

                string part = text.Substring(start, i - start);
                escaped.Append(isSafe ? part : Encode(part, encoding ??= FindEncoding(environment, builtIn, charset)));
            }

            return escaped.ToString();
        }
    }
}
