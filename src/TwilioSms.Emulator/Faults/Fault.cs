using System.Globalization;
using System.Text;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Http;

namespace TwilioSms.Emulator;

/// <summary>One way for a request to go wrong. Schedule it with <see cref="FaultSchedule.Add"/>.</summary>
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

    /// <summary>Answers with any status and body.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="record">Whether the message is recorded all the same, as when a gateway fails on the way back.</param>
    public static Fault Respond(
        int status,
        string body = "",
        string contentType = "application/json",
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        bool record = false) => RespondBytes(status, Encoding.UTF8.GetBytes(body), contentType, headers, record);

    /// <summary>Answers with any status and bytes.</summary>
    /// <param name="status">The HTTP status, from 200 to 599.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="record">Whether the message is recorded all the same, as when a gateway fails on the way back.</param>
    public static Fault RespondBytes(
        int status,
        ReadOnlyMemory<byte> body,
        string contentType = "application/json",
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        bool record = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new RespondFault(new TwilioResponse(status, contentType, body) { Headers = [.. headers ?? []] }, record);
    }

    /// <summary>Refuses the request as Twilio would, with one of its error codes.</summary>
    /// <param name="code">The Twilio error code, as 21610.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The message.</param>
    public static Fault RespondError(int code, int status = 400, string message = "Scheduled by the emulator's user") =>
        new RespondFault(Representation.Of(new TwilioError(code, message, status), ".json"), record: false);

    /// <summary>Answers 429 with Twilio's code 20429.</summary>
    /// <param name="retryAfter">The <c>Retry-After</c> header, in whole seconds; none by default, as with Twilio.</param>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null)
    {
        var response = Representation.Of(new TwilioError(20429, "Too Many Requests", 429), ".json");
        return new RespondFault(
            retryAfter is { } wait
                ? response with { Headers = [new("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))] }
                : response,
            record: false);
    }

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

    private static TimeSpan RequireDelay(TimeSpan delay)
    {
        if (delay != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        }

        return delay;
    }
}
