using Microsoft.Extensions.DependencyInjection;
using TwilioSms.Emulator.Inbox;

namespace TwilioSms.Emulator;

/// <summary>Points the connector at an emulator.</summary>
public static class TwilioConnectorBuilderExtensions
{
    /// <summary>Sends the registration's messages to <paramref name="twilio"/>, whatever account its settings name. What the
    /// connector stops before it is sent, as a message whose template is at fault, is shown in the emulator's inbox too.</summary>
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
            options.ClientId = null;
            options.ClientSecret = null;
            options.Region = null;
            options.Edge = null;
            options.BaseAddress = twilio.BaseAddress;
        });
        ShowUnsent(builder, twilio);
        return builder;
    }

    // A message whose template is at fault never becomes a request, and the inbox would know nothing of it.
    private static void ShowUnsent(ITwilioConnectorBuilder builder, TwilioEmulator twilio)
    {
        var connector = builder.Services.LastOrDefault(service =>
            service.IsKeyedService && service.ServiceType == typeof(ISmsSender) && builder.Name.Equals(service.ServiceKey));
        if (connector?.KeyedImplementationFactory is { } create)
        {
            builder.Services.Remove(connector);
            builder.Services.AddKeyedSingleton<ISmsSender>(
                builder.Name, (provider, key) => new ObservedSender((ISmsSender)create(provider, key), twilio));
        }
    }
}
