using System.Text;

namespace TwilioSms.FreeMarker;

/// <summary>The directives that FreeMarker offers as variables, which the data and the template may hide: <c>&lt;@compress&gt;</c> ...</summary>
internal static class StandardDirectives
{
    private static readonly Dictionary<string, Value> ByName = new(StringComparer.Ordinal)
    {
        ["compress"] = Value.FromObject(new TextDirective(static (environment, text, call) => Squeeze(environment, text, call))),
        ["html_escape"] = Value.FromObject(new TextDirective(static (_, text, _) => MarkupEscaping.Html(text).Replace("&#39;", "'"))),
        ["normalize_newlines"] = Value.FromObject(new TextDirective(static (_, text, _) => NormalizeNewlines(text))),
        ["xml_escape"] = Value.FromObject(new TextDirective(static (_, text, _) => MarkupEscaping.Xml(text))),
    };

    public static bool TryFind(string name, out Value value) => ByName.TryGetValue(name, out value);

    private static string Squeeze(Environment environment, string text, UserCall call)
    {
        var squeezed = text.ToCharArray();
        var result = new string(squeezed, 0, Compress.Squeeze(squeezed));
        return IsSingleLine(environment, call) ? result.Replace("\r\n", " ").Replace('\r', ' ').Replace('\n', ' ') : result;
    }

    private static bool IsSingleLine(Environment environment, UserCall call)
    {
        var index = call.Names is null ? -1 : Array.IndexOf(call.Names, "single_line");
        return index >= 0 && call.Arguments[index].EvaluateBoolean(environment);
    }

    /// <summary>Every line ends with a line feed, the last one too.</summary>
    private static string NormalizeNewlines(string text)
    {
        var lines = new StringBuilder(text.Length + 1);
        lines.Append(text).Replace("\r\n", "\n").Replace('\r', '\n');
        return text.Length == 0 || lines[lines.Length - 1] == '\n' ? lines.ToString() : lines.Append('\n').ToString();
    }

    /// <summary>A directive that changes the text between its tags.</summary>
    private sealed class TextDirective(Func<Environment, string, UserCall, string> change) : IDirective
    {
        public Flow Execute(Environment environment, UserCall call)
        {
            if (call.Content is not { } content)
            {
                return Flow.Next;
            }

            var start = environment.Output.Length;
            var flow = content.Execute(environment);
            var text = environment.Output.Take(start);
            environment.CurrentElement = call;
            environment.ChargeString(text.Length, call);
            environment.Write(change(environment, text, call), call);
            return flow;
        }
    }
}
