using TwilioSms.Http;
using TwilioSms.Ledger;

namespace TwilioSms.Tests.Resolution.World;

/// <summary>Twilio, a database and machines, each with its own idea of the time.</summary>
internal sealed class Universe
{
    private readonly List<Machine> machines = [];

    private readonly Action<TimeSpan>? databasePasses;

    /// <param name="ledger">A ledger whose clock is not to be had; null for one in memory.</param>
    /// <param name="databasePasses">Makes what is in it so much older.</param>
    public Universe(ISendLedger? ledger = null, Action<TimeSpan>? databasePasses = null)
    {
        DatabaseClock = new SplitClock(Twilio.Now);
        Ledger = ledger ?? new MemoryLedger(DatabaseClock);
        this.databasePasses = databasePasses;
    }

    public SimulatedTwilio Twilio { get; } = new();

    public SplitClock DatabaseClock { get; }

    public ISendLedger Ledger { get; }

    public Machine Boot(ISendLedger? ledger = null, TwilioEndpoint? endpoint = null)
    {
        var machine = new Machine(Twilio, ledger ?? Ledger, endpoint);
        machines.Add(machine);
        return machine;
    }

    public void Kill(Machine machine) => machines.Remove(machine);

    /// <summary>Time passes for everybody; a machine that sleeps does not notice by its stopwatch.</summary>
    public void Pass(TimeSpan time, params Machine[] asleep)
    {
        Twilio.Now += time;
        DatabaseClock.Pass(time);
        databasePasses?.Invoke(time);
        foreach (var machine in machines)
        {
            if (asleep.Contains(machine))
            {
                machine.Clock.Sleep(time);
            }
            else
            {
                machine.Clock.Pass(time);
            }
        }
    }

    /// <summary>Somebody sets the database's clock.</summary>
    public void SetDatabaseClockBy(TimeSpan difference)
    {
        DatabaseClock.SetBy(difference);
        databasePasses?.Invoke(difference);
    }

    /// <summary>A message of a while ago that was settled: it shows that the list of the country's numbers can be searched.</summary>
    public async Task SettleWitnessAsync(Machine machine, string to = "+4915100000001")
    {
        var row = await machine.ClaimAsync("witness", "Welcome", to);
        await machine.RecordAsync(row, Twilio.Accept(to, "Welcome").Sid);
        Pass(TimeSpan.FromHours(1));
    }
}
