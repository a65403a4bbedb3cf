using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using TwilioSms.Emulator.Inbox;

namespace TwilioSms.Emulator.Http;

/// <summary>One request and what may be done with it: answer it, write the answer, wait, break the connection.</summary>
internal sealed class Exchange(
    HttpContext context,
    EmulatedRequest request,
    TwilioApi api,
    RefusedAttempts refusals,
    TimeProvider clock,
    int concurrent,
    CancellationToken stopping)
{
    private bool recorded;

    /// <summary>Does what the request asks. The client learns of it only by <see cref="SendAsync"/>.</summary>
    public TwilioResponse Answer()
    {
        var response = api.Answer(request);
        recorded = response.Status < 400;
        return response;
    }

    public Task SendAsync(TwilioResponse response)
    {
        if (response.Status >= 400 && !recorded)
        {
            refusals.Record(request, response);
        }

        WriteHead(response);
        // Kestrel breaks the connection where a body is begun that the status rules out, be it an empty one.
        return response.Body.IsEmpty ? Task.CompletedTask : WriteBodyAsync(response.Body);
    }

    public void WriteHead(TwilioResponse response)
    {
        var head = context.Response;
        head.StatusCode = response.Status;
        // The emulator's time, not that of the machine: a client learns Twilio's clock from it.
        head.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        head.Headers["Twilio-Concurrent-Requests"] = concurrent.ToString(CultureInfo.InvariantCulture);
        head.Headers["Twilio-Request-Id"] = request.Id;
        head.Headers["Twilio-Request-Duration"] = "0.001";
        head.Headers["X-Home-Region"] = "us1";
        head.Headers["X-API-Domain"] = "api.twilio.com";
        head.Headers["X-Shenanigans"] = "none";
        if (response.ContentType.Length > 0)
        {
            head.ContentType = response.ContentType;
        }

        foreach (var (name, value) in response.Headers)
        {
            head.Headers[name] = value;
        }

        if (response.Status is not 204 and not 304)
        {
            head.ContentLength = response.Body.Length;
        }
    }

    public async Task WriteBodyAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public async Task DelayAsync(TimeSpan delay)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(delay, clock, ended.Token).ConfigureAwait(false);
    }

    /// <summary>Breaks the connection with a TCP reset, as a failing network does.</summary>
    public void Reset()
    {
        if (!recorded)
        {
            refusals.RecordReset(request);
        }

        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }

        context.Abort();
    }
}
