namespace TwilioSms.Camunda;

/// <summary>The settings of a worker for Camunda 8. Each is bound under the name that Camunda's own clients have, where there is one, and under
/// its own name in the section <c>Camunda8</c>: <see cref="JobWorkerOptions.Address"/> is <c>CAMUNDA_REST_ADDRESS</c>,
/// <see cref="JobWorkerOptions.UserName"/> <c>CAMUNDA_BASIC_AUTH_USERNAME</c>, <see cref="JobWorkerOptions.Password"/>
/// <c>CAMUNDA_BASIC_AUTH_PASSWORD</c>. Without a path the API is at <c>/v2</c>. Requests go through the HTTP client named
/// <c>TwilioSms.Camunda8</c>.</summary>
public sealed class Camunda8WorkerOptions : JobWorkerOptions
{
    /// <summary>The job type of the tasks; <c>twilio-connector.SEND_SMS</c> by default, as the connector's element template has it.</summary>
    public string JobType { get; set; } = TwilioConnector.Describe().Action.Implementation;

    /// <summary>The id of a client that signs in for an access token; null, the default, for none. <c>CAMUNDA_CLIENT_ID</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of <see cref="ClientId"/>. <c>CAMUNDA_CLIENT_SECRET</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Where access tokens are given; <c>https://login.cloud.camunda.io/oauth/token</c> by default.
    /// <c>CAMUNDA_OAUTH_URL</c>.</summary>
    public Uri TokenAddress { get; set; } = new("https://login.cloud.camunda.io/oauth/token");

    /// <summary>Whom the access token is for; <c>zeebe.camunda.io</c> by default. <c>CAMUNDA_TOKEN_AUDIENCE</c>.</summary>
    public string? Audience { get; set; } = "zeebe.camunda.io";

    /// <summary>What the access token is to allow; null by default. <c>CAMUNDA_TOKEN_SCOPE</c>.</summary>
    public string? Scope { get; set; }

    /// <summary>The tenants whose jobs are done; none, the default, where the cluster has no tenants. In configuration separated by commas.</summary>
    public IReadOnlyList<string> TenantIds { get; set => field = value ?? []; } = [];

    /// <summary>How long the cluster keeps a message that no process waits for yet, and knows one that comes twice; 1 hour by default.</summary>
    public TimeSpan MessageTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether jobs are taken with a lease, which a cluster of 8.10 or later has: it then refuses the answer of a worker whose lock ran
    /// out. A job that was leased is given to workers with leases only, so that all workers have to change together. False by default.</summary>
    public bool UseLeases { get; set; }
}
