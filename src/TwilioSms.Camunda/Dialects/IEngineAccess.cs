using System.Net.Http.Headers;
using System.Text;

namespace TwilioSms.Camunda.Dialects;

/// <summary>Signs in at an engine.</summary>
internal interface IEngineAccess
{
    /// <summary>The header that opens the API; null where it is open.</summary>
    ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(HttpClient client, CancellationToken cancellationToken);

    /// <summary>The engine does not accept a header; whether the next may be another.</summary>
    bool Renew(AuthenticationHeaderValue? refused);
}

/// <summary>A name and a password, or nobody.</summary>
internal sealed class PasswordAccess(string? userName, string? password) : IEngineAccess
{
    private readonly AuthenticationHeaderValue? header = userName is null
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));

    public ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(HttpClient client, CancellationToken cancellationToken) => new(header);

    public bool Renew(AuthenticationHeaderValue? refused) => false;
}
