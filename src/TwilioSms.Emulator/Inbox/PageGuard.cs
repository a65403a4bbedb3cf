using System.Net;
using Microsoft.AspNetCore.Http;

namespace TwilioSms.Emulator.Inbox;

/// <summary>
/// Keeps other web pages, open in the developer's browser, away from the inbox. Being on loopback is no protection against them: the
/// browser is on this machine too.
/// </summary>
internal sealed class PageGuard(TwilioEmulatorOptions options)
{
    // The page loads nothing from elsewhere, runs nothing inline, makes no HTML out of text, and is shown in no other page.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Why the request is not served, or null where it is.</summary>
    public string? Refuse(HttpRequest request)
    {
        if (!IsUnclaimable(request.Host.Host))
        {
            // A page can give its own name this machine's address (DNS rebinding), and then counts as the same site.
            return $"The inbox is served to 'localhost', IP addresses and allowed hosts only, not to the name '{request.Host.Host}'.";
        }

        if (HttpMethods.IsGet(request.Method))
        {
            return null;
        }

        // A browser names the page that asks in Origin. JSON, besides, cannot be posted across sites without asking first, and the
        // emulator never consents.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}" ? "Only the inbox's own page may change the inbox."
            : MayHaveBody(request) && !request.HasJsonContentType() ? "The content has to be application/json."
            : null;
    }

    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    // A chunked body has no length beforehand.
    private static bool MayHaveBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;

    /// <summary>Whether the host name is safe from DNS rebinding: no foreign site can own it, or the emulator's owner allows it.</summary>
    private bool IsUnclaimable(string host) =>
        options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase) ||
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
