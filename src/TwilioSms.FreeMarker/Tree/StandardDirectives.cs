using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>The directives that FreeMarker offers as variables, which the data and the template may hide: <c>&lt;@compress&gt;</c> ...</summary>
internal static class StandardDirectives
{
    private static readonly Dictionary<string, Value> ByName = new(StringComparer.Ordinal)
    {
        ["compress"] = Value.FromObject(new TextDirective(Squeeze)),
        ["html_escape"] = Value.FromObject(new TextDirective(static (text, _) => MarkupEscaping.Html.Escape(text).Replace("&#39;", "'"))),
        ["normalize_newlines"] = Value.FromObject(new TextDirective(static (text, _) => NormalizeNewlines(text))),
        ["xml_escape"] = Value.FromObject(new TextDirective(static (text, _) => MarkupEscaping.Xml.Escape(text))),
    };

    public static Value Find(string name) => ByName.TryGetValue(name, out var value) ? value : default;

    private static string Squeeze(string text, bool singleLine)
    {
        var squeezed = text.ToCharArray();
        var result = new string(squeezed, 0, Compress.Squeeze(squeezed));
        return singleLine ? result.Replace("\r\n", " ").Replace('\r', ' ').Replace('\n', ' ') : result;
    }

    /// <summary>Every line ends with a line feed, the last one too.</summary>
    private static string NormalizeNewlines(string text)
    {
        var lines = new StringBuilder(text.Length + 1);
        lines.Append(text).Replace("\r\n", "\n").Replace('\r', '\n');
        return text.Length == 0 || lines[lines.Length - 1] == '\n' ? lines.ToString() : lines.Append('\n').ToString();
    }

    /// <summary>A directive that changes the text between its tags.</summary>
    private sealed class TextDirective(Func<string, bool, string> change) : IDirective
    {
        public Flow Execute(Environment environment, UserCall call)
        {
            var singleLine = ReadOptions(environment, call);
            if (call.Content is not { } content)
            {
                return Flow.Next;
            }

            var start = environment.Output.Length;
            var flow = content.Execute(environment);
            var text = environment.Output.Take(start);
            environment.CurrentElement = call;
            environment.ChargeString(text.Length, call);
            environment.Write(change(text, singleLine), call);
            return flow;
        }

        /// <summary>All arguments by name are evaluated; <c>single_line</c> means something to <c>&lt;@compress&gt;</c>.</summary>
        private static bool ReadOptions(Environment environment, UserCall call)
        {
            var singleLine = false;
            for (var i = 0; i < call.Names?.Length; i++)
            {
                var value = call.Arguments[i].Evaluate(environment);
                if (call.Names[i] == "single_line" && !value.IsMissing && !value.TryGetBoolean(environment, out singleLine))
                {
                    throw environment.ErrorAtElement("single_line must be true or false.");
                }
            }

            return singleLine;
        }
    }
}
