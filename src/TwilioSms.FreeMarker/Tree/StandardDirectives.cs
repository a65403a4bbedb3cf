using System.Text;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>The directives that FreeMarker offers as variables, which the data and the template may hide: <c>&lt;@compress&gt;</c> ...</summary>
internal static class StandardDirectives
{
    private static readonly Dictionary<string, Value> ByName = new(StringComparer.Ordinal)
    {
        ["capture_output"] = Value.FromObject(new OutputCapture()),
        ["compress"] = Value.FromObject(new TextDirective(Squeeze)),
        ["html_escape"] = Value.FromObject(new TextDirective(static (text, _) => MarkupEscaping.Html.Escape(text).Replace("&#39;", "'"))),
        ["normalize_newlines"] = Value.FromObject(new TextDirective(static (text, _) => NormalizeNewlines(text))),
        ["xml_escape"] = Value.FromObject(new TextDirective(static (text, _) => MarkupEscaping.Xml.Escape(text))),
    };

    public static Value Find(string name) => ByName.TryGetValue(name, out var value) ? value : default;

    private static string Squeeze(string text, bool singleLine)
    {
        var squeezed = text.ToCharArray();
        var result = new string(squeezed, 0, Whitespace.Squeeze(squeezed));
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
    private sealed class TextDirective(Func<string, bool, string> change) : ITransform
    {
        public Flow Execute(Environment environment, UserCall call, OrderedHash parameters)
        {
            var option = parameters.Find("single_line");
            var singleLine = false;
            if (!option.IsMissing && !option.TryGetBoolean(out singleLine))
            {
                throw environment.Errors.AtElement("single_line must be true or false.");
            }

            if (call.Content is not { } content)
            {
                return Flow.Next;
            }

            var start = environment.Output.Length;
            var flow = content.Execute(environment);
            var text = environment.Output.Take(start);
            environment.Position.Element = call;
            environment.Budget.ChargeString(text.Length, call);
            environment.Output.Write(change(text, singleLine), call);
            return flow;
        }
    }

    /// <summary><c>&lt;@capture_output var="x"&gt;</c>: the output between its tags becomes the value of a variable, also where an error ends it.</summary>
    private sealed class OutputCapture : ITransform
    {
        public Flow Execute(Environment environment, UserCall call, OrderedHash parameters)
        {
            var target = Target(environment, parameters);
            var state = environment.Save();
            var start = environment.Output.Length;
            Flow flow;
            try
            {
                flow = call.Content?.Execute(environment) ?? Flow.Next;
            }
            catch (TemplateException)
            {
                environment.Restore(state);
                Assign(environment, target, environment.Output.Take(start));
                throw;
            }

            environment.Position.Element = call;
            environment.Budget.ChargeString(environment.Output.Length - start, call);
            Assign(environment, target, environment.Output.Take(start));
            return flow;
        }

        private static void Assign(Environment environment, (VariableScope Scope, string Name, Namespace? Space) target, string text)
        {
            if (target.Scope == VariableScope.Local)
            {
                environment.Calls.AssignLocal(target.Name, text);
            }
            else
            {
                environment.Variables.Assign(target.Scope, target.Space, target.Name, -1, text);
            }
        }

        private static (VariableScope Scope, string Name, Namespace? Space) Target(Environment environment, OrderedHash parameters)
        {
            (VariableScope Scope, string Parameter)[] scopes =
                [(VariableScope.Namespace, "var"), (VariableScope.Local, "local"), (VariableScope.Global, "global")];
            var (scope, parameter) = Array.Find(scopes, candidate => !parameters.Find(candidate.Parameter).IsMissing);
            if (parameter is null || !parameters.Find(parameter).TryGetString(out var name))
            {
                throw environment.Errors.AtElement($"Give capture_output the name of a variable as its parameter var, local or global: {environment.Position.Source.Tag("<@capture_output var=\"x\">")}.");
            }

            var space = parameters.Find("namespace").Object as Namespace;
            if (parameters.Count != (space is null ? 1 : 2) || (space is not null && scope != VariableScope.Namespace))
            {
                throw environment.Errors.AtElement("capture_output takes one of the parameters var, local and global; beside var it takes a namespace.");
            }

            if (scope == VariableScope.Local && !environment.Calls.HasLocal(name))
            {
                // FreeMarker has no position for it either.
                throw new TemplateRenderException(
                    TemplateRenderFailure.Other,
                    "The parameter local of capture_output can only be used inside a macro or function, with a name that is written there as a string.",
                    environment.Position.Source.SourceName,
                    line: null,
                    column: null);
            }

            return (scope, name, space);
        }
    }
}
