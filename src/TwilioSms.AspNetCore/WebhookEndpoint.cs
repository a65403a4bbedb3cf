using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.AspNetCore;

/// <summary>What answers a webhook: signed, understood, handled once.</summary>
internal static class WebhookEndpoint
{
    // What Twilio can be told to use for a webhook.
    private static readonly string[] Methods = [HttpMethods.Post, HttpMethods.Get];

    /// <summary>Maps what answers, whose handler asks for things by their types.</summary>
    /// <exception cref="InvalidOperationException">There is no such service: told now, as no webhook would ever be handled.</exception>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, Type[] asked, RequestDelegate answer)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>() is { } services
            && Array.Find(asked, type => type != typeof(CancellationToken) && type != typeof(HttpContext) && !services.IsService(type)) is { } missing)
        {
            throw new InvalidOperationException(
                $"The handler of {pattern} asks for {missing}, and no such service is registered. Add it to the services, or ask for the HttpContext.");
        }

        return endpoints.MapMethods(pattern, Methods, answer);
    }

    public static RequestDelegate Of(Func<SmsStatusUpdate, HttpContext, CancellationToken, Task> handle)
    {
        return AnswerAsync;

        Task AnswerAsync(HttpContext context) => HandleAsync(
            context,
            SmsStatusUpdate.Parse,
            static update => update.MessageSid,
            (webhooks, update, cancellationToken) => webhooks.RunOnceAsync(
                update, cancellationToken => handle(update, context, cancellationToken), cancellationToken),
            static (context, _) =>
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            });
    }

    public static RequestDelegate Of(Func<SmsIncomingMessage, HttpContext, CancellationToken, Task<SmsReply>> handle)
    {
        return AnswerAsync;

        Task AnswerAsync(HttpContext context)
        {
            // Whoever wrote has the answer to the first delivery already, or nobody has.
            var reply = SmsReply.None;
            return HandleAsync(
                context,
                SmsIncomingMessage.Parse,
                static message => message.MessageSid,
                (webhooks, message, cancellationToken) => webhooks.RunOnceAsync(
                    message,
                    async cancellationToken => reply = await handle(message, context, cancellationToken).ConfigureAwait(false)
                        ?? throw new InvalidOperationException("The handler gave no reply. Where there is none, return SmsReply.None."),
                    cancellationToken),
                (context, cancellationToken) =>
                {
                    context.Response.ContentType = "text/xml; charset=utf-8";
                    return context.Response.WriteAsync(reply.ToTwiml(), cancellationToken);
                });
        }
    }

    /// <summary>What a handler asks for: the token, the request, or a service.</summary>
    public static T Resolve<T>(HttpContext context, CancellationToken cancellationToken)
        where T : notnull =>
        typeof(T) == typeof(CancellationToken) ? (T)(object)cancellationToken
        : typeof(T) == typeof(HttpContext) ? (T)(object)context
        : context.RequestServices.GetRequiredService<T>();

    private delegate T Parser<out T>(ReadOnlySpan<byte> body);

    private static async Task HandleAsync<T>(
        HttpContext context,
        Parser<T> parse,
        Func<T, string> sidOf,
        Func<ISmsWebhooks, T, CancellationToken, Task<SmsWebhookRun>> run,
        Func<HttpContext, CancellationToken, Task> answer)
    {
        if (await SignedBody.ReadAsync(context, SignedBody.DefaultMaxLength).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        T posted;
        try
        {
            posted = parse(HttpMethods.IsGet(context.Request.Method) ? QueryOf(context.Request) : body);
        }
        catch (FormatException exception)
        {
            WebhookLog.NotUnderstood(SignedBody.LoggerOf(context), context.Request.Path, exception.Message);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var webhooks = context.RequestServices.GetRequiredKeyedService<ISmsWebhooks>(TwilioConnectorName.Of(context));
        try
        {
            if (await run(webhooks, posted, context.RequestAborted).ConfigureAwait(false) == SmsWebhookRun.UnderWay)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (TwilioLedgerException exception)
        {
            WebhookLog.NotClaimed(SignedBody.LoggerOf(context), sidOf(posted), exception.Message, exception.InnerException);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
#pragma warning disable CA1031 // Whatever it is, Twilio has to know that it was not handled.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // What a handler throws may name whoever wrote, and what.
            var isShown = TwilioConnectorName.OptionsOf(context).LogSensitiveData;
            WebhookLog.HandlerFailed(SignedBody.LoggerOf(context), sidOf(posted), exception.GetType().Name, isShown ? exception : null);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        await answer(context, context.RequestAborted).ConfigureAwait(false);
    }

    // Where Twilio is told to use GET, the form is the query.
    private static byte[] QueryOf(HttpRequest request) => Encoding.UTF8.GetBytes(request.QueryString.ToUriComponent().TrimStart('?'));
}
