using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwilioSms.AspNetCore;

/// <summary>The body of a request that Twilio made. Until that is known nothing of it is interpreted, and no more is read than a webhook
/// has.</summary>
internal static class SignedBody
{
    public const int DefaultMaxLength = 64 * 1024;

    private const int Piece = 4 * 1024;

    /// <summary>The body; null where the request was answered: 413 where it is too long, 403 where Twilio did not make it, 400 where it
    /// breaks off or is malformed.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int maxLength)
    {
        byte[]? body;
        try
        {
            body = await ReadAtMostAsync(context.Request, maxLength).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Anybody can send such a request, and whoever did is mostly gone: it is no failure of the host's.
            return Refuse(context, exception is BadHttpRequestException refusal ? refusal.StatusCode : StatusCodes.Status400BadRequest);
        }

        if (body is null)
        {
            return Refuse(context, StatusCodes.Status413PayloadTooLarge);
        }

        var verdict = Validate(context.Request, TwilioConnectorName.OptionsOf(context), body);
        if (verdict != TwilioWebhookVerdict.Genuine)
        {
            WebhookLog.Refused(LoggerOf(context), context.Request.Path, verdict);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }

        return body;
    }

    private static byte[]? Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        // What is left of the body is not waited for.
        context.Response.Headers.Connection = "close";
        return null;
    }

    public static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("TwilioSms.AspNetCore");

    private static async Task<byte[]?> ReadAtMostAsync(HttpRequest request, int maxLength)
    {
        if (request.ContentLength > maxLength)
        {
            return null;
        }

        if (request.Body.CanSeek)
        {
            // A middleware has buffered it, to log it for instance.
            request.Body.Position = 0;
        }

        using var read = new MemoryStream();
        var piece = new byte[Piece];
        int length;
        while ((length = await request.Body.ReadAsync(piece, request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (read.Length + length > maxLength)
            {
                return null;
            }

            await read.WriteAsync(piece.AsMemory(0, length), CancellationToken.None).ConfigureAwait(false);
        }

        // The server has seen to it that all of it comes.
        return request.ContentLength > read.Length
            ? throw new InvalidOperationException(
                $"The body of a request to {request.Path} was read before Twilio's signature was checked, which is over the body. "
                + "Whatever reads it earlier, such as a middleware that logs it, has to call request.EnableBuffering() first.")
            : read.ToArray();
    }

    private static TwilioWebhookVerdict Validate(HttpRequest request, TwilioConnectorOptions options, byte[] body) => TwilioWebhook.Validate(
        TwilioWebhookSecrets.Of(options),
        CalledAddress.CandidatesOf(request, options.PublicUrl),
        body,
        request.Headers[TwilioWebhook.SignatureHeader].ToString(),
        request.Headers[TwilioWebhook.SignatureSettingsHeader].ToString());
}
