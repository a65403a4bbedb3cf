namespace TwilioSms;

/// <summary>Makes the text of a message out of its template: the place to plug in another template language with
/// 
/// <see cref="Microsoft.Extensions.DependencyInjection.TwilioConnectorBuilderExtensions.AddTemplateRenderer{TRenderer}"/>. Implementations are thread-safe.</summary>
public interface ITemplateRenderer
{
    /// <summary>Renders a template over metadata.</summary>
    /// <param name="template">The template: its text, or the name it is known by.</param>
    /// <param name="metadata">The values it refers to.</param>
    /// <param name="cancellationToken">Stops rendering.</param>
    /// <returns>The whole text, never a part of it.</returns>
    /// <exception cref="TwilioTemplateException">The template cannot be read, is not valid, or cannot be rendered.</exception>
    ValueTask<string> RenderAsync(SmsTemplate template, SmsMetadata metadata, CancellationToken cancellationToken);
}
