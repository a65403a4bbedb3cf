using System.Text;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.BuiltIns;

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
        var url = new UrlText(call.Environment, call.BuiltIn.Name, call.Text, keepsSlashes, call.Node);
        return call.Count == 0 ? Value.FromObject(url) : url.Escape(call.TextArgument(0));
    }

    private static bool IsSafe(char c, bool keepsSlashes) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9'
            or '_' or '-' or '.' or '!' or '~' or '\'' or '(' or ')' or '*'
        || (keepsSlashes && c == '/');

    private static string Encode(string part, Charset charset)
    {
        byte[] bytes = charset.GetBytes(part);
        var codes = new StringBuilder(3 * bytes.Length);
        foreach (byte b in bytes)
        {
            codes.Append('%').Append(Hexadecimal[b >> 4]).Append(Hexadecimal[b & 0xF]);
        }

        return codes.ToString();
    }

    private static Charset FindCharset(Environment environment, string builtIn, string name)
    {
        environment.Budget.ChargeReading(name.Length, environment.Position.Element);
        return Charset.Find(name) ?? throw environment.Errors.AtElement($"?{builtIn}: The charset '{ComputedText.Mark(name)}' is not known. UTF-8 is, and so are UTF-16, ISO-8859-1 and windows-1252.");
    }

    /// <summary>What <c>text?url</c> is: the text escaped in the settings' charset, if it is asked for, and a method that takes another one.</summary>
    private sealed class UrlText(Environment environment, string builtIn, string text, bool keepsSlashes, Expression node) : IText, IMethod
    {
        public bool TakesTexts => true;

        public string GetText() => Escape(
            environment.Settings.UrlEscapingCharset ?? environment.Settings.OutputEncoding
            ?? throw environment.Errors.AtElement($"?{builtIn}: The charset of the URL is not known. Give it, ?{builtIn}('UTF-8'), or set url_escaping_charset."));

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call) => arguments.Length == 1
            ? Escape(arguments[0].AsString())
            : throw environment.Errors.AtElement(FormattableString.Invariant($"?{builtIn} takes a charset as its argument, but got {arguments.Length}."));

        public string Escape(string charset)
        {
            environment.Budget.ChargeReading(text.Length, node);
            Charset? known = null; // Java looks for it only where there is something to encode
            var escaped = new LimitedText(environment.Budget, node);
            for (int i = 0; i < text.Length;)
            {
                int start = i;
                bool isSafe = IsSafe(text[i], keepsSlashes);
                while (i < text.Length && IsSafe(text[i], keepsSlashes) == isSafe)
                {
                    i++;
                }

                string part = text.Substring(start, i - start);
                escaped.Append(isSafe ? part : Encode(part, known ??= FindCharset(environment, builtIn, charset)));
            }

            return escaped.ToString();
        }
    }
}
