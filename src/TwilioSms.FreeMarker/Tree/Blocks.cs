using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Settings;
using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>A directive that means something to the parser only: its content is executed in its place.</summary>
internal sealed class Transparent(int start, Block content) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        return content.Execute(environment);
    }
}

/// <summary><c>#compress</c>: runs of white space become one space or line break.</summary>
internal sealed class Compress(int start, Block content) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var outputStart = environment.Output.Length;
        var flow = content.Execute(environment);
        var written = environment.Output.Writable(outputStart);
        environment.Budget.ChargeReading(written.Length, this);
        environment.Output.Truncate(outputStart + Whitespace.Squeeze(written));
        return flow;
    }
}

/// <summary><c>#attempt</c> with its <c>#recover</c>: an error takes back the output of the one and executes the other.</summary>
internal sealed class Attempt(int start, Block content, Block recovery) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var state = environment.Save();
        string error;
        try
        {
            var left = content.Execute(environment);
            if (left != Flow.Next)
            {
                // What is left by #break and the like leaves no text: FreeMarker's jump passes the place where it would be kept.
                environment.Output.Truncate(state.OutputLength);
            }

            return left;
        }
        catch (TemplateException e) when (e is not TemplateRenderException { Failure: TemplateRenderFailure.LimitExceeded })
        {
            error = e.Details;
        }

        environment.Recover(state);
        environment.Position.RecoveredError = error;
        var result = recovery.Execute(environment);
        environment.Position.RecoveredError = state.Error;
        return result;
    }
}

/// <summary><c>#stop</c>.</summary>
internal sealed class Stop(int start, Expression? message) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var text = message is null ? "The template stopped itself by #stop." : ComputedText.Mark(message.EvaluateText(environment));
        throw environment.Errors.At(TemplateRenderFailure.Stopped, text, this);
    }
}

/// <summary><c>#visit</c>, <c>#recurse</c>, <c>#fallback</c>, which walk XML documents; there are none here.</summary>
internal sealed class NodeDirective(int start, string name, Expression? node) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var value = node?.Evaluate(environment) ?? default;
        if (!value.IsMissing || name == "visit")
        {
            throw environment.Errors.WrongType(node!, "an XML node, which data here never is", value);
        }

        throw environment.Errors.At(TemplateRenderFailure.Other, $"#{name} walks XML nodes, and the data has none; list the data with #list instead.", this);
    }
}

/// <summary><c>#setting name = value</c>.</summary>
internal sealed class Setting(int start, NamedSetting setting, Expression value) : Element(start)
{
    public override Flow Execute(Environment environment)
    {
        environment.Enter(this);
        var given = value.Evaluate(environment);
        var text = given.Kind == ValueKind.Number ? environment.Convert.ToNumber(given, value).ToString()
            : !given.IsString && given.TryGetBoolean(out var boolean) ? boolean ? "true" : "false"
            : environment.Convert.ToText(given, value);
        environment.Budget.ChargeReading(text.Length, this);
        environment.SettingsInForce.Set(setting, text, this);
        return Flow.Next;
    }
}
