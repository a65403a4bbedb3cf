using System.Globalization;
using System.Text;

namespace TwilioSms.FreeMarker.Text;

/// <summary>A charset by a name that Java knows it by. What it cannot write becomes a question mark, or U+FFFD in UTF-16 and UTF-32.</summary>
internal abstract class Charset
{
    private static readonly Lazy<Dictionary<string, Lazy<Charset>>> Table = new(Load);

    private static readonly Charset Utf8 = new EncodedCharset(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), hasMark: false);

    /// <summary>The charset of a name, in any case; null where there is none.</summary>
    public static Charset? Find(string name) =>
        name.Equals("UTF-8", StringComparison.OrdinalIgnoreCase) ? Utf8
        : Table.Value.TryGetValue(name, out var charset) ? charset.Value
        : null;

    public abstract byte[] GetBytes(string text);

    private static Dictionary<string, Lazy<Charset>> Load()
    {
        var table = new Dictionary<string, Lazy<Charset>>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in DataFile.ReadLines("charsets.txt"))
        {
            var tab = line.IndexOf('\t');
            var what = line.Substring(tab + 1);
            var charset = new Lazy<Charset>(() => Parse(what));
            foreach (var name in line.Substring(0, tab).Split(' '))
            {
                table[name] = charset;
            }
        }

        return table;
    }

    private static Charset Parse(string what)
    {
        if (what[0] != '=')
        {
            return new SingleByteCharset(what);
        }

        var hasMark = what[what.Length - 1] == '+';
        return what == "=CESU-8"
            ? new SurrogatesAsBytes()
            : new EncodedCharset(EncodingOf(int.Parse(what.Substring(1).TrimEnd('+'), CultureInfo.InvariantCulture)), hasMark);
    }

    private static Encoding EncodingOf(int number) => number switch
    {
        1200 or 1201 => new UnicodeEncoding(bigEndian: number == 1201, byteOrderMark: true),
        12000 or 12001 => new UTF32Encoding(bigEndian: number == 12001, byteOrderMark: true),
        65001 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(number)!,
    };

    /// <summary>ASCII, and in the upper half what the table says.</summary>
    private sealed class SingleByteCharset : Charset
    {
        private const int Half = 128;
        private const char Nothing = '\uFFFD';

        private readonly Dictionary<char, byte> bytes = [];

        /// <param name="meanings">The characters of the upper half, then pairs of further characters and the one they are written as.</param>
        public SingleByteCharset(string meanings)
        {
            for (var i = 0; i < Half; i++)
            {
                if (meanings[i] != Nothing)
                {
                    bytes[meanings[i]] = (byte)(Half + i);
                }
            }

            for (var i = Half; i < meanings.Length; i += 2)
            {
                bytes[meanings[i]] = (byte)meanings[i + 1];
            }
        }

        public override byte[] GetBytes(string text)
        {
            var written = new List<byte>(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                written.Add(text[i] < Half ? (byte)text[i] : bytes.TryGetValue(text[i], out var known) ? known : (byte)'?');
                i += i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
            }

            return [.. written];
        }
    }

    /// <summary>CESU-8: UTF-8 that writes each half of a surrogate pair by itself.</summary>
    private sealed class SurrogatesAsBytes : Charset
    {
        public override byte[] GetBytes(string text)
        {
            var written = new List<byte>(text.Length * 3);
            for (var i = 0; i < text.Length; i++)
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    Add(written, text[i++]);
                    Add(written, text[i]);
                }
                else
                {
                    written.AddRange(Utf8.GetBytes(text[i].ToString()));
                }
            }

            return [.. written];
        }

        private static void Add(List<byte> written, char half)
        {
            written.Add((byte)(0xE0 | (half >> 12)));
            written.Add((byte)(0x80 | ((half >> 6) & 0x3F)));
            written.Add((byte)(0x80 | (half & 0x3F)));
        }
    }

    /// <summary>A charset that .NET has an encoding for.</summary>
    private sealed class EncodedCharset : Charset
    {
        private readonly Encoding encoding;
        private readonly byte[] mark;

        public EncodedCharset(Encoding encoding, bool hasMark)
        {
            mark = hasMark ? encoding.GetPreamble() : [];
            this.encoding = (Encoding)encoding.Clone();
            this.encoding.EncoderFallback = new Replacement(encoding is UnicodeEncoding or UTF32Encoding ? '\uFFFD' : '?');
        }

        public override byte[] GetBytes(string text) => [.. mark, .. encoding.GetBytes(text)];
    }

    /// <summary>One character for what a charset lacks, be it one UTF-16 unit or two; the platform's own fallback writes two for two.</summary>
    private sealed class Replacement(char character) : EncoderFallback
    {
        public override int MaxCharCount => 1;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer(character);

        private sealed class Buffer(char character) : EncoderFallbackBuffer
        {
            private bool isPending;

            public override int Remaining => isPending ? 1 : 0;

            public override bool Fallback(char charUnknown, int index) => isPending = true;

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) => isPending = true;

            public override char GetNextChar()
            {
                char next = isPending ? character : '\0';
                isPending = false;
                return next;
            }

            public override bool MovePrevious() => false;
        }
    }
}
