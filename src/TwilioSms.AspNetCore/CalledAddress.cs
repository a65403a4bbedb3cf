using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TwilioSms.AspNetCore;

/// <summary>The address that Twilio called, which its signature is for. Scheme and host are the setting's, or else the request's: from a
/// proxy's headers as far as ASP.NET's own middleware admits them. The rest is taken as it came over the wire, where every escape is as
/// Twilio wrote it, and as the middleware left it, which knows of a path that a proxy took off.</summary>
internal static class CalledAddress
{
    public static IEnumerable<string> CandidatesOf(HttpRequest request, Uri? publicUrl)
    {
        var origins = publicUrl is null
            ? (IEnumerable<string>)[$"{request.Scheme}://{request.Host.ToUriComponent()}"]
            : [publicUrl.OriginalString.TrimEnd('/'), publicUrl.GetLeftPart(UriPartial.Authority)];
        var target = TargetOf(request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget);
        var routed = request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        return origins.SelectMany(origin => target is null ? (IEnumerable<string>)[origin + routed] : [origin + target, origin + routed])
            .Distinct(StringComparer.Ordinal);
    }

    // A proxy may ask with the whole address.
    private static string? TargetOf(string? rawTarget)
    {
        if (string.IsNullOrEmpty(rawTarget))
        {
            return null;
        }

        if (rawTarget[0] == '/')
        {
            return rawTarget;
        }

        var authority = rawTarget.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : rawTarget.IndexOf('/', authority + 3);
        return path < 0 ? null : rawTarget[path..];
    }
}
