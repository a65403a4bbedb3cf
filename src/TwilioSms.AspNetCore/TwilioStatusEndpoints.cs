using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TwilioSms;
using TwilioSms.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

// The overloads are what makes a handler readable without reflection: the framework's own generator sees calls of its own methods only.
/// <summary>Endpoints for what Twilio tells of messages that were sent.</summary>
public static class TwilioStatusEndpoints
{
    /// <summary>Receives Twilio's status callbacks at an address: <c>POST</c>, or <c>GET</c> where Twilio is told so, 403 unless Twilio made
    /// it, once for each message and status. A report is answered 204, also where it was handled before; 503 while another delivery of it is
    /// being handled; 500 where the handler fails, and it is handled again when Twilio comes back.</summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The path, such as <c>/twilio/status</c>.</param>
    /// <param name="handler">Is given the report and up to three things by their types: services of the request, the
    /// <see cref="CancellationToken"/>, the <see cref="HttpContext"/>. It has a minute; Twilio waits for 15 seconds.</param>
    /// <exception cref="InvalidOperationException">The handler asks for a service that is not registered.</exception>
    public static IEndpointConventionBuilder MapTwilioStatus(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsStatusUpdate, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [], (update, _, _) => handler(update));
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsStatusUpdate, T1, Task> handler)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1)], (update, context, token) => handler(update, WebhookEndpoint.Resolve<T1>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1, T2>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsStatusUpdate, T1, T2, Task> handler)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2)], (update, context, token) =>
            handler(update, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1, T2, T3>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsStatusUpdate, T1, T2, T3, Task> handler)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2), typeof(T3)], (update, context, token) =>
            handler(update, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token), WebhookEndpoint.Resolve<T3>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus(
        this IEndpointRouteBuilder endpoints, string pattern, Action<SmsStatusUpdate> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [], (update, _, _) =>
        {
            handler(update);
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1>(
        this IEndpointRouteBuilder endpoints, string pattern, Action<SmsStatusUpdate, T1> handler)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1)], (update, context, token) =>
        {
            handler(update, WebhookEndpoint.Resolve<T1>(context, token));
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1, T2>(
        this IEndpointRouteBuilder endpoints, string pattern, Action<SmsStatusUpdate, T1, T2> handler)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2)], (update, context, token) =>
        {
            handler(update, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token));
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="MapTwilioStatus(IEndpointRouteBuilder, string, Func{SmsStatusUpdate, Task})"/>
    public static IEndpointConventionBuilder MapTwilioStatus<T1, T2, T3>(
        this IEndpointRouteBuilder endpoints, string pattern, Action<SmsStatusUpdate, T1, T2, T3> handler)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2), typeof(T3)], (update, context, token) =>
        {
            handler(update, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token), WebhookEndpoint.Resolve<T3>(context, token));
            return Task.CompletedTask;
        });
    }

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string pattern, Type[] asked, Func<SmsStatusUpdate, HttpContext, CancellationToken, Task> handler) =>
        WebhookEndpoint.Map(endpoints, pattern, asked, WebhookEndpoint.Of(handler));
}
