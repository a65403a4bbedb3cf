using System.Globalization;
using System.Text;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator;

/// <summary>One way for a request to go wrong. Schedule it with <see cref="FaultSchedule.Add(Fault)"/>.</summary>
/// <remarks>Whether the message was recorded is part of the fault: that is what a caller cannot know, and a test can.</remarks>
public abstract class Fault
{
    private protected Fault()
    {
    }

    /// <summary>Waits, by the emulator's clock, before the request is looked at; a client that gives up meanwhile has sent nothing.</summary>
    /// <param name="delay">How long; <see cref="Timeout.InfiniteTimeSpan"/> until the client gives up.</param>
    public static Fault DelayBeforeRecording(TimeSpan delay) => new DelayFault(RequireDelay(delay), afterRecording: false);

    /// <summary>Records the message and waits, by the emulator's clock, before the answer; a client that gives up meanwhile has sent it.</summary>
    /// <param name="delay">How long; <see cref="Timeout.InfiniteTimeSpan"/> until the client gives up.</param>
    public static Fault DelayAfterRecording(TimeSpan delay) => new DelayFault(RequireDelay(delay), afterRecording: true);

    /// <summary>Answers with any status, and nothing else.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    public static Fault Respond(int status) => Respond(status, new FaultResponse());

    /// <summary>Answers with any status and JSON, or what should have been JSON.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    /// <param name="body">The body, of the type <c>application/json</c>.</param>
    public static Fault Respond(int status, string body) => Respond(status, new FaultResponse { Body = body });

    /// <summary>Answers with any status and body.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    public static Fault Respond(int status, string body, string contentType) =>
        Respond(status, new FaultResponse { Body = body, ContentType = contentType });

    /// <summary>Answers with any status and anything, and may record the message all the same.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    /// <param name="response">The rest of the answer.</param>
    public static Fault Respond(int status, FaultResponse response)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(response);
        var body = response.Bytes ?? Encoding.UTF8.GetBytes(response.Body);
        return new RespondFault(new TwilioResponse(status, response.ContentType, body) { Headers = [.. response.Headers] }, response.Record);
    }

    /// <summary>Refuses the request as Twilio would, with one of its error codes and HTTP 400.</summary>
    /// <param name="code">The Twilio error code, as 21610.</param>
    public static Fault RespondError(int code) => RespondError(code, 400);

    /// <summary>Refuses the request as Twilio would, with one of its error codes.</summary>
    /// <param name="code">The Twilio error code, as 20003.</param>
    /// <param name="status">The HTTP status, as 401.</param>
    public static Fault RespondError(int code, int status) => RespondError(code, status, "Scheduled by the emulator's user");

    /// <summary>Refuses the request as Twilio would, with one of its error codes.</summary>
    /// <param name="code">The Twilio error code, as 30410.</param>
    /// <param name="status">The HTTP status, as 503.</param>
    /// <param name="message">What it says.</param>
    public static Fault RespondError(int code, int status, string message) =>
        new RespondFault(Representation.Of(new TwilioError(code, message, status), ".json"), record: false);

    /// <summary>Answers 429 with Twilio's code 20429, without <c>Retry-After</c>, as Twilio does.</summary>
    public static Fault TooManyRequests() => new RespondFault(Busy(), record: false);

    /// <summary>Answers 429 with Twilio's code 20429.</summary>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in whole seconds.</param>
    public static Fault TooManyRequests(TimeSpan retryAfter) => new RespondFault(
        Busy() with { Headers = [new("Retry-After", Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture))] },
        record: false);

    /// <summary>Resets the connection before anything is recorded.</summary>
    public static Fault ResetBeforeRecording() => new ResetFault(afterRecording: false);

    /// <summary>Records the message and resets the connection before the first byte of the answer.</summary>
    public static Fault ResetAfterRecording() => new ResetFault(afterRecording: true);

    /// <summary>Records the message, sends the head of the answer and the first bytes of its body, and closes the connection.</summary>
    /// <param name="bodyBytes">How many bytes of the body get through.</param>
    public static Fault CloseInBody(int bodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bodyBytes);
        return new CloseInBodyFault(bodyBytes);
    }

    /// <summary>Records the message and answers with the beginning of the body only, as if that were all of it.</summary>
    /// <param name="bodyBytes">How many bytes of the body are left.</param>
    public static Fault TruncateBody(int bodyBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bodyBytes);
        return new SpoilBodyFault(body => body[..Math.Min(bodyBytes, body.Length)]);
    }

    /// <summary>Records the message and answers with bytes that are neither JSON nor text.</summary>
    public static Fault GarbageBody() => new SpoilBodyFault(static body => SpoilBodyFault.Garbage(body.Length));

    /// <summary>Records the message and answers a few bytes at a time.</summary>
    /// <param name="bytes">The bytes in each drop.</param>
    /// <param name="interval">The time between drops, by the emulator's clock.</param>
    public static Fault SlowBody(int bytes, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new SlowBodyFault(bytes, RequireDelay(interval));
    }

    internal abstract Task ApplyAsync(Exchange exchange);

    private static TwilioResponse Busy() => Representation.Of(new TwilioError(20429, "Too Many Requests", 429), ".json");

    private static TimeSpan RequireDelay(TimeSpan delay)
    {
        if (delay != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        }

        return delay;
    }
}
