using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TwilioSms;

/// <summary>Refines one registration of the connector.</summary>
public interface ITwilioConnectorBuilder
{
    /// <summary>The services the connector is registered in.</summary>
    IServiceCollection Services { get; }

    /// <summary>The name of the registration: of its <see cref="TwilioConnectorOptions"/> and the key of its
    /// <see cref="ISmsSender"/>. Empty for the default one.</summary>
    string Name { get; }

    /// <summary>The HTTP client of the registration, for the host's own handlers.</summary>
    IHttpClientBuilder HttpClientBuilder { get; }

    /// <summary>Renders templates with <typeparamref name="TRenderer"/>, a singleton, instead of
    /// <see cref="FreeMarkerTemplateRenderer"/>.</summary>
    ITwilioConnectorBuilder AddTemplateRenderer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRenderer>()
        where TRenderer : class, ITemplateRenderer;

    /// <summary>Adds a health check named <c>twilio</c>, or <c>twilio:</c> and the name of the registration. It reads the account
    /// resource, which costs nothing, and tells wrong credentials, a suspended account and an unreachable Twilio apart: by its
    /// description and by <c>account</c> in its data (<c>active</c>, <c>suspended</c>, <c>closed</c>, <c>accepted</c>,
    /// <c>wrong_credentials</c>, <c>no_permission</c>, <c>unreachable</c>, <c>unavailable</c>). A good result holds for a minute, a bad
    /// one for 10 seconds; after 5 seconds without an answer Twilio is unreachable. A standard API key cannot read the account: that
    /// Twilio accepts it is then the good result. Safe to call more than once.</summary>
    /// <param name="failureStatus">What to report when something is wrong; <see cref="HealthStatus.Unhealthy"/> by default.</param>
    /// <param name="tags">Tags to select the check by.</param>
    ITwilioConnectorBuilder AddHealthCheck(HealthStatus? failureStatus = null, IEnumerable<string>? tags = null);

    /// <summary>Adds a health check named <c>twilio-ledger</c>, or <c>twilio-ledger:</c> and the name of the registration. It is healthy where
    /// the ledger can be used; degraded where messages wait for a person (<see cref="ISmsLedgerReview"/>) or a claim is in doubt for over an
    /// hour. Its data are <c>claimed</c>, <c>parked</c> and <c>oldest_claim_seconds</c>. Safe to call more than once.</summary>
    /// <param name="failureStatus">What to report when the ledger cannot be used; <see cref="HealthStatus.Unhealthy"/> by default.</param>
    /// <param name="tags">Tags to select the check by.</param>
    ITwilioConnectorBuilder AddLedgerHealthCheck(HealthStatus? failureStatus = null, IEnumerable<string>? tags = null);
}
