using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.Emulator;

/// <summary>Points the connector at an emulator.</summary>
public static class TwilioConnectorBuilderExtensions
{
    /// <summary>Sends the registration's messages to <paramref name="twilio"/>, whatever account its settings name.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="twilio">An emulator that is running.</param>
    public static ITwilioConnectorBuilder UseEmulator(this ITwilioConnectorBuilder builder, TwilioEmulator twilio)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(twilio);
        // After every other configuration, so that no setting of the host can lead a test's messages to the real Twilio.
        builder.Services.PostConfigure<TwilioConnectorOptions>(builder.Name, options =>
        {
            options.Account = twilio.AccountSid;
            options.Token = twilio.AuthToken;
            options.ApiKeySid = null;
            options.ApiKeySecret = null;
            options.Region = null;
            options.Edge = null;
            options.BaseAddress = twilio.BaseAddress;
        });
        return builder;
    }
}
