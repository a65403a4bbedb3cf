using System.Globalization;
using System.Text;

namespace TwilioSms.Webhooks;

/// <summary>An address as Twilio may have signed it. Its back ends are not consistent about ports and escapes, so Twilio's own libraries
/// try several spellings of what they are given; these are the spellings of all of them. User, password and fragment are never signed.</summary>
internal sealed class SignedAddress
{
    private const string SchemeEnd = "://";

    // What the URL standard percent-encodes beside control characters and all that is not ASCII.
    private const string EncodedInPath = " \"#<>?^`{}";
    private const string EncodedInQuery = " \"#<>'";

    private readonly string scheme;
    private readonly string host;
    private readonly string port;
    private readonly string path;
    private readonly string? query;

    private SignedAddress(string scheme, string host, string port, string path, string? query)
    {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.path = path;
        this.query = query;
    }

    /// <summary>The hash of the body that the address has; null where it has none. Twilio appends it, so the last one is Twilio's.</summary>
    public static string? BodyHashOf(string address)
    {
        const string Name = "bodySHA256=";
        var query = Split(WithoutFragment(address), '?').After;
        return query?.Split('&').LastOrDefault(static parameter => parameter.StartsWith(Name, StringComparison.Ordinal))?.Substring(Name.Length);
    }

    /// <summary>Every spelling of an address, each once.</summary>
    public static IEnumerable<string> SpellingsOf(string address)
    {
        var given = WithoutFragment(address);
        return (Parse(given)?.Spellings() ?? [given]).Distinct(StringComparer.Ordinal);
    }

    private static SignedAddress? Parse(string address)
    {
        var start = address.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += SchemeEnd.Length;
        var end = address.IndexOfAny(['/', '?'], start);
        var authority = end < 0 ? address.Substring(start) : address.Substring(start, end - start);
        var host = authority.Substring(authority.LastIndexOf('@') + 1);
        var colon = host.LastIndexOf(':');
        var hasPort = colon > host.LastIndexOf(']');
        var (path, query) = Split(end < 0 ? string.Empty : address.Substring(end), '?');
        return new SignedAddress(
            address.Substring(0, start), hasPort ? host.Substring(0, colon) : host, hasPort ? host.Substring(colon) : string.Empty, path, query);
    }

    private IEnumerable<string> Spellings()
    {
        // An empty path is the path /, whichever of the two was given.
        var root = path.Length == 0 ? "/" : path;
        var encoded = Encode(root, EncodedInPath);
        var lowered = host.ToLowerInvariant();
        foreach (var (name, rest) in (IEnumerable<(string, string)>)
        [
            (host, PathAndQuery(path, query)),
            (host, PathAndQuery(root, query)),
            (host, PathAndQuery(root == "/" ? string.Empty : root, query)),
            (lowered, PathAndQuery(encoded, query is null ? null : Encode(query, EncodedInQuery))),
            (lowered, PathAndQuery(encoded, query is null ? null : RewrittenQuery(query))),
        ])
        {
            yield return scheme + name + rest;
            yield return scheme + name + (port.Length > 0 ? port : DefaultPort) + rest;
        }
    }

    private string DefaultPort => scheme.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";

    // As Twilio's library for Node takes a query apart and puts it together again.
    private static string RewrittenQuery(string query) => string.Join("&", query.Split('&').Where(static parameter => parameter.Length > 0)
        .Select(static parameter =>
        {
            var (name, value) = Split(parameter, '=');
            return Rewritten(name) + "=" + Rewritten(value ?? string.Empty);
        }));

    private static string Rewritten(string text)
    {
        var escaped = new StringBuilder(Uri.EscapeDataString(Uri.UnescapeDataString(text.Replace('+', ' '))));
        foreach (var kept in "!'()*")
        {
            escaped.Replace(FormattableString.Invariant($"%{(int)kept:X2}"), kept.ToString());
        }

        return escaped.ToString();
    }

    private static string Encode(string text, string encoded)
    {
        var written = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is <= 0x1F or > 0x7E || encoded.Contains((char)octet))
            {
                written.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                written.Append((char)octet);
            }
        }

        return written.ToString();
    }

    private static string PathAndQuery(string path, string? query) => query is null ? path : $"{path}?{query}";

    private static string WithoutFragment(string address) => Split(address, '#').Before;

    private static (string Before, string? After) Split(string text, char separator)
    {
        var index = text.IndexOf(separator);
        return index < 0 ? (text, null) : (text.Substring(0, index), text.Substring(index + 1));
    }
}
