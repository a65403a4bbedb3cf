namespace TwilioSms.FreeMarker.Loading;

/// <summary>Stops a rendering that needs a template which is still being read. <see cref="Template.RenderAsync"/> waits for it; without
/// it, waiting would block the thread, so the caller gets this error.</summary>
internal sealed class TemplateAwaitedException(string name, ITemplateLoader loader)
    : InvalidOperationException($"{loader.GetType().Name} reads the template '{name}' asynchronously: use {nameof(Template.RenderAsync)}.");
