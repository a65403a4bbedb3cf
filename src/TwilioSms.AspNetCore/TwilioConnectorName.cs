using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TwilioSms.AspNetCore;

/// <summary>Metadata of an endpoint: the registration of the connector that its requests belong to.</summary>
internal sealed record TwilioConnectorName(string Name)
{
    public static string Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TwilioConnectorName>()?.Name ?? Options.DefaultName;

    public static TwilioConnectorOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>().Get(Of(context));
}
