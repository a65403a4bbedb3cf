using System.Net.Http.Headers;
using TwilioSms.Http;

namespace TwilioSms;

/// <summary>A request to Twilio's API, as an <see cref="ITwilioTransport"/> gets it: a form to be posted, or something to be read.</summary>
public sealed class TwilioRequest
{
    private readonly MessageForm? form;
    private readonly string? to;
    private readonly IFence? fence;
    private AuthenticationHeaderValue? authorization;
    private int passed;

    /// <summary>A request of your own without a form, to try a transport with.</summary>
    /// <param name="method">GET, or POST.</param>
    /// <param name="address">The absolute address, with its query.</param>
    public TwilioRequest(HttpMethod method, Uri address)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(address);
        Method = method;
        Address = address;
    }

    /// <summary>A request of your own with a form, to try a transport with.</summary>
    /// <param name="method">POST.</param>
    /// <param name="address">The absolute address, with its query.</param>
    /// <param name="parameters">The form.</param>
    public TwilioRequest(HttpMethod method, Uri address, IReadOnlyList<KeyValuePair<string, string>> parameters)
        : this(method, address)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        form = new MessageForm(parameters);
    }

    /// <summary>A message to one recipient.</summary>
    internal TwilioRequest(TwilioEndpoint endpoint, MessageForm form, string to, IFence? fence)
    {
        Method = HttpMethod.Post;
        Address = endpoint.Messages;
        Authorization = endpoint.Authorization;
        this.form = form;
        this.to = to;
        this.fence = fence;
    }

    /// <summary>GET or POST.</summary>
    public HttpMethod Method { get; }

    /// <summary>The absolute address, with its query.</summary>
    public Uri Address { get; }

    /// <summary>The account's credentials as the header of that name has them; a transport with credentials of its own leaves them aside.
    /// Null for a request of your own.</summary>
    public AuthenticationHeaderValue? Authorization { get => authorization; init => authorization = value; }

    /// <summary>The form of a POST in its order, a name for each value; empty for what is only read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters =>
        form is null ? [] : to is null ? form.Parameters : [.. form.Parameters, new("To", to)];

    /// <summary>An answer whose body is longer than this many bytes is not Twilio's: its body counts as one that cannot be read.</summary>
    /// <value>The default value is 64 KB.</value>
    public int MaxAnswerLength { get; init; } = 64 * 1024;

    /// <summary>Whether the first byte may have left.</summary>
    internal bool IsBegun { get; private set; }

    /// <summary>Why the request was not let through, where it was not.</summary>
    internal RequestRefusal Refusal { get; private set; }

    /// <summary>The form, encoded; null for what is only read.</summary>
    internal (ReadOnlyMemory<byte> Shared, ReadOnlyMemory<byte> Recipient)? Content =>
        form is null ? null : (form.Encoded, to is null ? default : MessageForm.EncodeRecipient(to));

    /// <summary>Gives the request credentials that had to be asked for.</summary>
    internal void Authorize(AuthenticationHeaderValue header) => authorization = header;

    /// <summary>The first byte of the request is about to leave: whether it still may. A message is let through once, and one that was claimed
    /// in a ledger only while the claim is young enough.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The message must not be sent.</exception>
    public ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (form is null)
        {
            return default;
        }

        if (Interlocked.Exchange(ref passed, 1) != 0)
        {
            Refusal = RequestRefusal.Repeated;
            throw new InvalidOperationException("The message was begun before: it is not sent a second time.");
        }

        if (fence is not null)
        {
            return PassAsync(fence, cancellationToken);
        }

        IsBegun = true;
        return default;
    }

    private async ValueTask PassAsync(IFence fence, CancellationToken cancellationToken)
    {
        Refusal = RequestRefusal.Fenced;
        if (!await fence.PassAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("The claim of the message is too old, or another's by now: it is not sent.");
        }

        Refusal = RequestRefusal.None;
        IsBegun = true;
    }
}
