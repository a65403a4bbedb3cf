namespace TwilioSms;

/// <summary>Carries requests to Twilio and brings back its answers: one request in, one answer out. The connector speaks HTTP itself unless
/// a service of this type is registered under the name of the registration.</summary>
/// <remarks>
/// <para>What an implementation promises:</para>
/// <list type="bullet">
/// <item>It is thread-safe, and makes each request once. Trying again is the connector's business, which knows when that is safe.</item>
/// <item>It calls <see cref="TwilioRequest.BeginAsync"/> as late as it can before the first byte of the request may leave, and sends nothing
/// where that throws. What fails before was not sent and may be tried again; what fails after may have been accepted, and nobody but the
/// connector decides what to do.</item>
/// <item>The token ends the request: its time is up, or the caller gave up. The wait is over within 100 ms of that with an
/// <see cref="OperationCanceledException"/>, even where the request itself cannot be called back.</item>
/// <item>Every answer of HTTP is an answer, whatever its status, and without following redirects: its status,
/// <c>Twilio-Request-Id</c>, <c>Date</c> and <c>Retry-After</c> are kept even where the body is HTML, empty or cannot be read.</item>
/// <item>Where there is no answer it throws: <see cref="HttpRequestException"/> for what the network did.</item>
/// </list>
/// </remarks>
public interface ITwilioTransport
{
    /// <summary>Makes a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answer; who asked disposes of it.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    Task<TwilioAnswer> SendAsync(TwilioRequest request, CancellationToken cancellationToken);
}
