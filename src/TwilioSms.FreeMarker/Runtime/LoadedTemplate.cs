namespace TwilioSms.FreeMarker;

/// <summary>A template that a loader found, parsed when it is first needed.</summary>
internal sealed class LoadedTemplate(TemplateSource source)
{
    private ParsedTemplate? parsed;

    public TemplateSource Source => source;

    /// <summary>Asks the loader of the settings; null where it knows no template of the name.</summary>
    public static LoadedTemplate? Load(string name, TemplateSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Loader is not { } loader)
        {
            return null;
        }

        var loading = loader.LoadAsync(name, cancellationToken);
        var text = loading.IsCompletedSuccessfully ? loading.Result : loading.AsTask().GetAwaiter().GetResult();
        return text is null ? null : new LoadedTemplate(new TemplateSource(name, text));
    }

    public ParsedTemplate Parsed(Environment environment, Node at)
    {
        if (parsed is not null)
        {
            return parsed;
        }

        environment.Charge(source.Text.Length / EvaluationBuiltIns.ParsedPerStep, at);
        try
        {
            return parsed = new Parser(source, environment.TemplateSettings).ParseTemplate();
        }
        catch (TemplateSyntaxException e)
        {
            throw environment.Error(TemplateRenderFailure.Other, $"The template {source.Name} does not parse: {e.Message}", at, e);
        }
    }
}
