using TwilioSms.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What endpoints for Twilio have in common.</summary>
public static class TwilioEndpointConventionBuilderExtensions
{
    /// <summary>Lets only requests that Twilio made reach endpoints; all others are answered 403 before anything of them is interpreted, and
    /// 413 where they are too long. It stands before filters and the binding of parameters, which would read the body first; what comes
    /// after reads the body as if nobody had.</summary>
    /// <param name="builder">One endpoint, a group, or <c>app.MapControllers()</c>. A body may be 64 KB long.</param>
    public static TBuilder RequireTwilioSignature<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireTwilioSignature(SignedBody.DefaultMaxLength);

    /// <summary>Lets only requests that Twilio made, and that are no longer than this, reach endpoints.</summary>
    /// <param name="builder">One endpoint, a group, or <c>app.MapControllers()</c>.</param>
    /// <param name="maxBodyLength">How long a body may be, in bytes.</param>
    public static TBuilder RequireTwilioSignature<TBuilder>(this TBuilder builder, int maxBodyLength)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } next)
            {
                return;
            }

            endpoint.RequestDelegate = async context =>
            {
                if (await SignedBody.ReadAsync(context, maxBodyLength).ConfigureAwait(false) is { } body)
                {
                    context.Request.Body = new MemoryStream(body);
                    await next(context).ConfigureAwait(false);
                }
            };
        });
        return builder;
    }

    /// <summary>Has endpoints belong to a registration of the connector with a name: its secrets, its address, its ledger.</summary>
    /// <param name="builder">One endpoint, or a group.</param>
    /// <param name="name">The name that <c>AddTwilioConnector</c> was given.</param>
    public static TBuilder WithTwilioConnector<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(name);
        return builder.WithMetadata(new TwilioConnectorName(name));
    }
}
