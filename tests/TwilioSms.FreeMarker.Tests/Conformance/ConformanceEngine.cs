namespace TwilioSms.FreeMarker.Tests.Conformance;

/// <summary>Renders cases with this library.</summary>
internal static class ConformanceEngine
{
    public static Outcome Render(ConformanceCase @case)
    {
        try
        {
            var template = Template.Parse(@case.Template, ConformanceSettings.Of(@case), @case.Name);
            return new Outcome(template.Render(DataModel.From(@case.Model)), null);
        }
        catch (TemplateException e)
        {
            return new Outcome(null, Describe(e, @case.Name));
        }
#pragma warning disable CA1031 // Anything else is a defect of the library; it is reported against the case that provoked it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Outcome(null, new OutcomeError(e.GetType().Name, "crash", 0, 0, null, e.ToString()));
        }
    }

    private static OutcomeError Describe(TemplateException error, string mainName) => new(
        error.GetType().Name,
        error is TemplateSyntaxException ? "syntax" : "other",
        error.Line ?? 0,
        error.Column ?? 0,
        error.TemplateName == mainName ? null : error.TemplateName,
        error.Message);
}
