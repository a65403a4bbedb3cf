using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Runtime;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>The special variables: <c>.now</c>, <c>.vars</c> ...</summary>
internal static class SpecialVariables
{
    private static readonly Dictionary<string, Func<Environment, Value>> Readers = new(StringComparer.Ordinal)
    {
        ["caller_template_name"] = static environment => environment.Calls.CallerTemplateName
            ?? throw environment.Errors.AtElement(".caller_template_name has a value only inside a macro or function."),
        ["current_node"] = static _ => default,
        ["current_template_name"] = static environment => environment.Position.Source.Name,
        ["data_model"] = static environment => Value.FromObject(environment.Variables.VisibleData),
        ["error"] = static environment => environment.Position.RecoveredError
            ?? throw environment.Errors.AtElement(".error has a value only inside #recover."),
        ["get_optional_template"] = static _ => Value.FromObject(OptionalTemplates.Instance),
        ["globals"] = static environment => Value.FromObject(new GlobalVariables(environment)),
        ["incompatible_improvements"] = static environment => environment.TemplateSettings.IncompatibleImprovements.ToString(3),
        ["lang"] = static environment => environment.Settings.Locale.Language,
        ["locale"] = static environment => environment.Settings.Locale.ToString(),
        ["locale_object"] = static environment => environment.Settings.Locale.ToString(),
        ["main"] = static environment => Value.FromObject(environment.Variables.MainNamespace),
        ["main_template_name"] = static environment => environment.MainTemplateName,
        ["namespace"] = static environment => Value.FromObject(environment.Variables.CurrentNamespace),
        ["node"] = static _ => default,
        ["now"] = static environment => DateValue.From(environment.TemplateSettings.TimeProvider.GetUtcNow()),
        ["output_encoding"] = static environment => OrMissing(environment.Settings.OutputEncoding),
        ["pass"] = static _ => Value.FromObject(Pass.Instance),
        ["template_name"] = static environment => environment.Templates.IncludedTemplateName ?? environment.MainTemplateName,
        ["time_zone"] = static environment => environment.Dates.Zone(environment.Settings.TimeZone).Id,
        ["url_escaping_charset"] = static environment => OrMissing(environment.Settings.UrlEscapingCharset),
        ["version"] = static environment => environment.TemplateSettings.IncompatibleImprovements.ToString(3),
        ["args"] = static environment => environment.Calls.CurrentArguments,
    };

    private static readonly Dictionary<string, string> LegacyNames = Readers.Keys.Concat(["auto_esc", "locals", "output_format", "vars"])
        .SelectMany(name => new[] { (Name: name, Legacy: name), (Name: CamelCase.Of(name), Legacy: name) })
        .Distinct().ToDictionary(pair => pair.Name, pair => pair.Legacy, StringComparer.Ordinal);

    /// <summary>Every name in both conventions.</summary>
    public static IEnumerable<string> Names => LegacyNames.Keys;

    /// <summary>The expression of a special variable; null where there is none of the name.</summary>
    public static Expression? Create(string name, int start, int nameStart, IPlace place)
    {
        if (!LegacyNames.TryGetValue(name, out var legacy))
        {
            return null;
        }

        return legacy switch
        {
            "auto_esc" => new ParsedConstant(start, place.Escapes),
            "output_format" => new ParsedConstant(start, place.OutputFormat.SpecialVariable ?? string.Empty),
            "args" when !place.TryUseArguments() => throw place.Error(".args can only be used inside a macro or function, and not inside a string.", nameStart),
            "vars" => new VisibleVariables(start, place.EvaluationContext()),
            "locals" => new LocalsOfCall(start),
            "data_model" or "globals" => new DataVariable(start, name, Readers[legacy]),
            _ => new SpecialVariable(start, name, Readers[legacy]),
        };
    }

    private static Value OrMissing(string? text) => text is null ? default : Value.From(text);

    private class SpecialVariable(int start, string name, Func<Environment, Value> read) : Expression(start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            return read(environment);
        }

        public override string Describe() => "." + name;
    }

    /// <summary><c>.data_model</c> and <c>.globals</c>.</summary>
    private sealed class DataVariable(int start, string name, Func<Environment, Value> read) : SpecialVariable(start, name, read), IDataRoot;

    /// <summary>What the parser knows, such as the output format of a place.</summary>
    private sealed class ParsedConstant(int start, Value value) : Expression(start)
    {
        public override Value Evaluate(Environment environment) => value;
    }

    /// <summary><c>.locals</c>.</summary>
    private sealed class LocalsOfCall(int start) : Expression(start)
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            return environment.Calls.LocalsOfCall(this);
        }
    }

    /// <summary><c>.vars</c>: all variables by name.</summary>
    private sealed class VisibleVariables(int start, EvaluationContext context) : Expression(start), IDataRoot
    {
        public override Value Evaluate(Environment environment)
        {
            environment.Budget.Step(this);
            return Value.FromObject(new AllVariables(environment, environment.Variables.ScopeFor(context.Scope, context.Unit)));
        }
    }

    private sealed class AllVariables(Environment environment, OuterScope? scope) : IHash
    {
        public bool IsEmpty => false;

        public Value Get(string key) =>
            scope is not null && scope.Find(key, environment.Slots) is { IsMissing: false } value ? value : environment.Variables.Find(key);
    }

    /// <summary><c>.globals</c>: those of <c>#global</c> and of the data model.</summary>
    private sealed class GlobalVariables(Environment environment) : IHash
    {
        public bool IsEmpty => false;

        public Value Get(string key) => environment.Variables.FindGlobal(key);
    }
}

/// <summary><c>.pass</c>: a macro that does nothing, whatever it is given.</summary>
internal sealed class Pass
{
    public static readonly Pass Instance = new();
}

/// <summary>A special variable in which the data is found by its names: <c>.data_model</c>, <c>.globals</c>, <c>.vars</c>.</summary>
internal interface IDataRoot;
