using Microsoft.Extensions.Time.Testing;
using TwilioSms.Emulator;

namespace TwilioSms.IntegrationTests.Emulator;

/// <summary>An emulator whose clock stands still until the test moves it, and a bare client.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 30, 15, TimeSpan.Zero);

    private protected FakeTimeProvider Clock { get; } = new(Start);

    private protected TwilioEmulator Twilio { get; private set; } = null!;

    private protected TwilioHttp Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Twilio = await TwilioEmulator.StartAsync(options => options.TimeProvider = Clock, TestContext.Current.CancellationToken);
        Http = new TwilioHttp(Twilio);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Twilio.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
