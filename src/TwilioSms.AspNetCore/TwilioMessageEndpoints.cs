using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TwilioSms;
using TwilioSms.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

// The overloads are what makes a handler readable without reflection: the framework's own generator sees calls of its own methods only.
/// <summary>Endpoints for messages that come in.</summary>
public static class TwilioMessageEndpoints
{
    /// <summary>Receives incoming messages at an address: <c>POST</c>, or <c>GET</c> where Twilio is told so, 403 unless Twilio made it,
    /// once for each message. The reply is sent to whoever wrote. A repeated delivery is answered without one; 503 while another delivery is
    /// being handled; 500 where the handler fails, and the message is handled again when Twilio comes back.</summary>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">The path, such as <c>/twilio/messages</c>.</param>
    /// <param name="handler">Is given the message and up to three things by their types: services of the request, the
    /// <see cref="CancellationToken"/>, the <see cref="HttpContext"/>. It has a minute; Twilio waits for 15 seconds.</param>
    /// <exception cref="InvalidOperationException">The handler asks for a service that is not registered.</exception>
    public static IEndpointConventionBuilder MapTwilioMessages(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, Task<SmsReply>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [], (message, _, _) => handler(message));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, Task<SmsReply>> handler)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1)], (message, context, token) => handler(message, WebhookEndpoint.Resolve<T1>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1, T2>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, T2, Task<SmsReply>> handler)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2)], (message, context, token) =>
            handler(message, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1, T2, T3>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, T2, T3, Task<SmsReply>> handler)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2), typeof(T3)], (message, context, token) =>
            handler(message, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token), WebhookEndpoint.Resolve<T3>(context, token)));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, SmsReply> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [], (message, _, _) =>
            Task.FromResult(handler(message)));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, SmsReply> handler)
        where T1 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1)], (message, context, token) =>
            Task.FromResult(handler(message, WebhookEndpoint.Resolve<T1>(context, token))));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1, T2>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, T2, SmsReply> handler)
        where T1 : notnull
        where T2 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2)], (message, context, token) =>
            Task.FromResult(handler(message, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token))));
    }

    /// <inheritdoc cref="MapTwilioMessages(IEndpointRouteBuilder, string, Func{SmsIncomingMessage, Task{SmsReply}})"/>
    public static IEndpointConventionBuilder MapTwilioMessages<T1, T2, T3>(
        this IEndpointRouteBuilder endpoints, string pattern, Func<SmsIncomingMessage, T1, T2, T3, SmsReply> handler)
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Map(endpoints, pattern, [typeof(T1), typeof(T2), typeof(T3)], (message, context, token) =>
            Task.FromResult(handler(message, WebhookEndpoint.Resolve<T1>(context, token), WebhookEndpoint.Resolve<T2>(context, token), WebhookEndpoint.Resolve<T3>(context, token))));
    }

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string pattern, Type[] asked, Func<SmsIncomingMessage, HttpContext, CancellationToken, Task<SmsReply>> handler) =>
        WebhookEndpoint.Map(endpoints, pattern, asked, WebhookEndpoint.Of(handler));
}
