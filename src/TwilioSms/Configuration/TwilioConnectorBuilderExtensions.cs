using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TwilioSms;
using TwilioSms.Configuration;
using TwilioSms.Diagnostics;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Refines a registration of the connector.</summary>
public static class TwilioConnectorBuilderExtensions
{
    /// <summary>Renders templates with <typeparamref name="TRenderer"/>, a singleton, instead of
    /// <see cref="FreeMarkerTemplateRenderer"/>.</summary>
    public static ITwilioConnectorBuilder AddTemplateRenderer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRenderer>(this ITwilioConnectorBuilder builder)
        where TRenderer : class, ITemplateRenderer
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAllKeyed<ITemplateRenderer>(builder.Name);
        builder.Services.AddKeyedSingleton<ITemplateRenderer, TRenderer>(builder.Name);
        return builder;
    }

    /// <summary>Asks <see cref="IOptOutStore"/> before each send. A recipient who has opted out is <see cref="SmsOutcomeState.Failed"/> with
    /// Twilio's own error, 21610, without a request and without cost. Where the store cannot be asked, nothing is sent. Safe to call more
    /// than once.</summary>
    public static ITwilioConnectorBuilder UseOptOuts(this ITwilioConnectorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddKeyedSingleton(builder.Name, new AskedOptOuts());
        return builder;
    }

    /// <summary>Adds a health check named <c>twilio</c>, or <c>twilio:</c> and the name of the registration. It reads the account
    /// resource, which costs nothing, and tells wrong credentials, a suspended account and an unreachable Twilio apart: by its
    /// description and by <c>account</c> in its data (<c>active</c>, <c>suspended</c>, <c>closed</c>, <c>accepted</c>,
    /// <c>wrong_credentials</c>, <c>no_permission</c>, <c>unreachable</c>, <c>unavailable</c>). A good result holds for a minute, a bad
    /// one for 10 seconds; after 5 seconds without an answer Twilio is unreachable. A standard API key cannot read the account: that
    /// Twilio accepts it is then the good result. Safe to call more than once.</summary>
    public static ITwilioConnectorBuilder AddHealthCheck(this ITwilioConnectorBuilder builder) => builder.AddHealthCheck(null, []);

    /// <summary>As <see cref="AddHealthCheck(ITwilioConnectorBuilder)"/>, with a status and tags of your own.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="failureStatus">What to report when something is wrong; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to select the check by.</param>
    public static ITwilioConnectorBuilder AddHealthCheck(
        this ITwilioConnectorBuilder builder, HealthStatus? failureStatus, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck("twilio", failureStatus, tags, static (provider, key) => new TwilioHealthCheck(
            (string)key!,
            provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
            ConnectorServices.PartsOf(provider, key).Client,
            provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Adds a health check named <c>twilio-ledger</c>, or <c>twilio-ledger:</c> and the name of the registration. It is healthy where
    /// the ledger can be used; degraded where messages wait for a person (<see cref="ISmsLedgerReview"/>) or a claim is in doubt for over an
    /// hour. Its data are <c>claimed</c>, <c>parked</c> and <c>oldest_claim_seconds</c>. Safe to call more than once.</summary>
    public static ITwilioConnectorBuilder AddLedgerHealthCheck(this ITwilioConnectorBuilder builder) => builder.AddLedgerHealthCheck(null, []);

    /// <summary>As <see cref="AddLedgerHealthCheck(ITwilioConnectorBuilder)"/>, with a status and tags of your own.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="failureStatus">What to report when the ledger cannot be used; null for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to select the check by.</param>
    public static ITwilioConnectorBuilder AddLedgerHealthCheck(
        this ITwilioConnectorBuilder builder, HealthStatus? failureStatus, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck("twilio-ledger", failureStatus, tags, static (provider, key) => new LedgerHealthCheck(
            (string)key!,
            provider.GetRequiredService<IOptionsMonitor<TwilioConnectorOptions>>(),
            ConnectorServices.PartsOf(provider, key).Ledger));
    }

    private static ITwilioConnectorBuilder AddCheck<TCheck>(
        this ITwilioConnectorBuilder builder,
        string checkName,
        HealthStatus? failureStatus,
        IEnumerable<string> tags,
        Func<IServiceProvider, object?, TCheck> create)
        where TCheck : class, IHealthCheck
    {
        var (services, name) = (builder.Services, builder.Name);
        if (services.Has<TCheck>(name))
        {
            return builder;
        }

        services.AddKeyedSingleton(name, create);
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name.Length == 0 ? checkName : $"{checkName}:{name}",
            provider => provider.GetRequiredKeyedService<TCheck>(name),
            failureStatus,
            tags));
        return builder;
    }
}
