using TwilioSms.Emulator.Faults;

namespace TwilioSms.Emulator;

/// <summary>What goes wrong, with which requests, how many times. A fault that was not scheduled never happens.</summary>
public sealed class FaultSchedule
{
    private readonly Schedule<Fault, EmulatedRequest> schedule = new();

    /// <summary>Schedules a fault for the next request. Where several match a request, the one scheduled first befalls it, and that one
    /// alone.</summary>
    /// <param name="fault">What goes wrong.</param>
    public void Add(Fault fault) => Add(fault, 1);

    /// <summary>Schedules a fault for the next requests.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="requests">How many requests it befalls; <see cref="int.MaxValue"/> for every one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is less than 1.</exception>
    public void Add(Fault fault, int requests) => Add(fault, requests, static _ => true);

    /// <summary>Schedules a fault for the next request that matches.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="when">Which request it befalls, as <c>request =&gt; request.To == "+14155550100"</c>.</param>
    public void Add(Fault fault, Func<EmulatedRequest, bool> when) => Add(fault, 1, when);

    /// <summary>Schedules a fault for the next requests that match.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="requests">How many requests it befalls; <see cref="int.MaxValue"/> for every one.</param>
    /// <param name="when">Which requests it befalls, as <c>request =&gt; request.To == "+14155550100"</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is less than 1.</exception>
    public void Add(Fault fault, int requests, Func<EmulatedRequest, bool> when)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentNullException.ThrowIfNull(when);
        schedule.Add(fault, requests, when);
    }

    /// <summary>Takes every fault off the schedule; those already happening go on.</summary>
    public void Clear() => schedule.Clear();

    internal Fault? Take(EmulatedRequest request) => schedule.TryTake(request, out var fault) ? fault : null;
}
