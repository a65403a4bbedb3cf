using System.Collections.Concurrent;
using TwilioSms.Emulator.Deliveries;
using TwilioSms.Emulator.Faults;
using TwilioSms.Emulator.Validation;

namespace TwilioSms.Emulator;

/// <summary>Which of the accepted messages do not reach their phone. Without it all do.</summary>
public sealed class DeliverySchedule
{
    private readonly Schedule<int, EmulatedMessage> schedule = new();
    private readonly ConcurrentDictionary<string, int> byNumber = new(StringComparer.Ordinal);

    /// <summary>Tells that what <see cref="ByNumber"/> answers has changed.</summary>
    internal event Action? Changed;

    /// <summary>Lets every message that is accepted from now on fail with a code.</summary>
    /// <param name="errorCode">Twilio's code of a failed delivery: 20504, from 30000 to 30999 or from 63000 to 63999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of a delivery.</exception>
    public void Fail(int errorCode) => Fail(errorCode, int.MaxValue);

    /// <summary>Lets the next messages fail with a code.</summary>
    /// <param name="errorCode">Twilio's code of a failed delivery: 20504, from 30000 to 30999 or from 63000 to 63999.</param>
    /// <param name="messages">How many messages.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of a delivery, or <paramref name="messages"/> is less than 1.</exception>
    public void Fail(int errorCode, int messages) => Fail(errorCode, messages, static _ => true);

    /// <summary>Lets every message that matches fail with a code.</summary>
    /// <param name="errorCode">Twilio's code of a failed delivery: 20504, from 30000 to 30999 or from 63000 to 63999.</param>
    /// <param name="when">Which messages.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of a delivery.</exception>
    public void Fail(int errorCode, Func<EmulatedMessage, bool> when) => Fail(errorCode, int.MaxValue, when);

    /// <summary>
    /// Lets messages that are accepted from now on fail with a code: <c>undelivered</c> after <c>sent</c> where the carrier or the phone
    /// is the reason, as 30003, or <c>failed</c> where Twilio itself does not send, as 30001.
    /// </summary>
    /// <param name="errorCode">Twilio's code of a failed delivery: 20504, from 30000 to 30999 or from 63000 to 63999.</param>
    /// <param name="messages">How many messages; <see cref="int.MaxValue"/> for every one.</param>
    /// <param name="when">Which messages. Of several schedules the first that matches counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of a delivery, or <paramref name="messages"/> is less than 1.</exception>
    public void Fail(int errorCode, int messages, Func<EmulatedMessage, bool> when)
    {
        DeliveryError.Require(errorCode);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        ArgumentNullException.ThrowIfNull(when);
        schedule.Add(errorCode, messages, when);
    }

    /// <summary>Lets every message to a number fail with a code, until it is told otherwise.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="errorCode">Twilio's code of a failed delivery; <see langword="null"/> delivers again.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of a delivery.</exception>
    public void DeliverAs(string to, int? errorCode)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var number = RecipientRules.Normalize(to);
        if (errorCode is { } code)
        {
            byNumber[number] = DeliveryError.Require(code);
        }
        else
        {
            byNumber.TryRemove(number, out _);
        }

        Changed?.Invoke();
    }

    /// <summary>Delivers everything again.</summary>
    public void Clear()
    {
        schedule.Clear();
        byNumber.Clear();
        Changed?.Invoke();
    }

    internal Dictionary<string, int> ByNumber() => new(byNumber);

    internal int? Take(EmulatedMessage message) =>
        schedule.TryTake(message, out var code) || byNumber.TryGetValue(message.To, out code) ? code : null;
}
