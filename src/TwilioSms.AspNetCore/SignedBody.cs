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

    /// <summary>The body; null where the request was answered: 413 where it is too long, 403 where Twilio did not make it.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int maxLength)
    {
        var body = await ReadAtMostAsync(context.Request, maxLength).ConfigureAwait(false);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            // What is left of it is not waited for.
            context.Response.Headers.Connection = "close";
            return null;
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

    public static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("TwilioSms.AspNetCore");

    private static async Task<byte[]?> ReadAtMostAsync(HttpRequest request, int maxLength)
    {
        if (request.ContentLength > maxLength)
        {
            return null;
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

        return read.ToArray();
    }

    private static TwilioWebhookVerdict Validate(HttpRequest request, TwilioConnectorOptions options, byte[] body)
    {
        var secrets = TwilioWebhookSecrets.Of(options);
        var signature = request.Headers[TwilioWebhook.SignatureHeader].ToString();
        var settings = request.Headers[TwilioWebhook.SignatureSettingsHeader].ToString();
        var verdict = TwilioWebhookVerdict.WrongSignature;
        foreach (var address in CalledAddress.CandidatesOf(request, options.PublicUrl))
        {
            verdict = TwilioWebhook.Validate(secrets, address, body, signature, settings);
            if (verdict != TwilioWebhookVerdict.WrongSignature)
            {
                return verdict;
            }
        }

        return verdict;
    }
}
