using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>Parameters that were not given get their defaults, which may need each other.</summary>
internal static class ParameterDefaults
{
    public static void Apply(Environment environment, Macro macro, int frame)
    {
        bool progress;
        Expression? unresolved;
        TemplateRenderException? failure;
        do
        {
            progress = false;
            unresolved = null;
            failure = null;
            for (var i = 0; i < macro.Parameters.Length; i++)
            {
                var parameter = macro.Parameters[i];
                if (!environment.Slots.At(frame + parameter.Slot).IsMissing)
                {
                    continue;
                }

                var value = Evaluate(environment, macro, parameter, unresolved is null, ref failure);
                if (value.IsMissing)
                {
                    unresolved ??= parameter.Default;
                }
                else
                {
                    environment.Slots.SetAt(frame + parameter.Slot, value);
                    progress = true;
                }
            }
        }
        while (unresolved is not null && progress);

        if (failure is not null || (unresolved is not null && !environment.Dialect.ParametersMayBeMissing))
        {
            throw failure ?? environment.Errors.Missing(unresolved!);
        }
    }

    private static Value Evaluate(Environment environment, Macro macro, Parameter parameter, bool keepFailure, ref TemplateRenderException? failure)
    {
        if (parameter.Default is null)
        {
            return environment.Dialect.ParametersMayBeMissing ? default : throw environment.Errors.At(
                TemplateRenderFailure.Other, $"{macro.Name} needs its parameter {parameter.Name}, but it was not given or has no value.", macro);
        }

        var state = environment.Save();
        try
        {
            return parameter.Default.Evaluate(environment);
        }
        catch (TemplateRenderException e) when (e.Failure == TemplateRenderFailure.MissingValue)
        {
            environment.Recover(state);
            failure = keepFailure ? e : failure;
            return default;
        }
    }
}
