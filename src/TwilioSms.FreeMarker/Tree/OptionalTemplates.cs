using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;

namespace TwilioSms.FreeMarker.Tree;

/// <summary><c>.get_optional_template(name)</c>: a hash with <c>exists</c>, and for a template that does, <c>include</c> and <c>import</c>.</summary>
internal sealed class OptionalTemplates : IMethod
{
    public bool TakesTexts => false;

    public static readonly OptionalTemplates Instance = new();

    private OptionalTemplates()
    {
    }

    public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call)
    {
        if (arguments.Length is not (1 or 2))
        {
            throw environment.Errors.AtElement(FormattableString.Invariant($".get_optional_template takes 1 or 2 arguments, but got {arguments.Length}."));
        }

        if (!arguments[0].TryGetString(out var name))
        {
            throw environment.Errors.AtElement(".get_optional_template takes the name of a template.");
        }

        var parses = arguments.Length == 1 || Parses(environment, arguments[1]);
        environment.Budget.ChargeInclude(call);
        var template = environment.Templates.Find(name, call);
        var result = new OrderedHash(3);
        if (template is not null)
        {
            if (parses)
            {
                template.Parsed(environment, environment.Position.Element); // one that does not parse is an error here
            }

            result.Set("include", Value.FromObject(new IncludeDirective(template, parses)));
            result.Set("import", Value.FromObject(new ImportMethod(template, parses)));
        }

        result.Set("exists", template is not null);
        return Value.FromObject(result);
    }

    private static bool Parses(Environment environment, Value options)
    {
        if (!options.TryGetExtendedHash(out var hash))
        {
            throw environment.Errors.AtElement(".get_optional_template takes a hash of options as argument 2.");
        }

        var parses = true;
        for (var i = 0; i < hash.Count; i++)
        {
            switch (hash.KeyAt(i))
            {
                case "parse" when hash.ValueAt(i).TryGetBoolean(out parses):
                    break;
                case "encoding" when hash.ValueAt(i).TryGetString(out _):
                    break; // texts have none, but a wrong one is an error
                default:
                    throw environment.Errors.AtElement($".get_optional_template has no option '{ComputedText.Mark(hash.KeyAt(i))}' of that type; there are parse (a boolean) and encoding (a string).");
            }
        }

        return parses;
    }

    private sealed class IncludeDirective(LoadedTemplate template, bool parses) : IDirective
    {
        public Flow Execute(Environment environment, UserCall call, OrderedHash parameters)
        {
            if (parameters.Count > 0 || call.LoopVariables > 0 || call.Content is { Elements.Length: > 0 })
            {
                throw environment.Errors.AtElement($"This directive takes no parameters, no loop variables and no content; write it as {environment.Position.Source.Tag("<@x.include/>")}.");
            }

            environment.Budget.ChargeInclude(call);
            return parses
                ? environment.Templates.Include(template, new EvaluationContext(environment.TemplateSettings, OutputFormat.Undefined, default, call.Scope, call.Unit), call)
                : environment.Templates.IncludeUnparsed(template, call);
        }
    }

    private sealed class ImportMethod(LoadedTemplate template, bool parses) : IMethod
    {
        public bool TakesTexts => false;

        public Value Invoke(Environment environment, ReadOnlySpan<Value> arguments, Expression call)
        {
            if (arguments.Length > 0)
            {
                throw environment.Errors.AtElement("import takes no arguments.");
            }

            var state = environment.Save();
            TemplateRenderException failure;
            try
            {
                return Value.FromObject(environment.Libraries.Import(template, parses, variable: null, call));
            }
            catch (TemplateRenderException e) when (e.Failure != TemplateRenderFailure.LimitExceeded)
            {
                failure = e;
            }

            // Not in the catch block, whose stack would add up with each level.
            environment.Recover(state);
            throw environment.Errors.AtElement($"The import of {environment.Position.NameOf(template.Source.Name)} failed: {failure.Message}", failure);
        }
    }
}
