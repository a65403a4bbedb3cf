using Microsoft.Extensions.DependencyInjection;

namespace TwilioSms.PhoneNumbers;

/// <summary>Has the connector read phone numbers by the numbering plans of the world.</summary>
public static class TwilioConnectorBuilderExtensions
{
    /// <summary>Refuses numbers that no country has before anything is sent.</summary>
    public static ITwilioConnectorBuilder UsePhoneNumbers(this ITwilioConnectorBuilder builder) => builder.Use(new PhoneNumberReader());

    /// <summary>Reads numbers without a country code as those of <paramref name="defaultRegion"/>, and refuses numbers that no country has
    /// before anything is sent.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="defaultRegion">The region of numbers without a country code, by its two letters (ISO 3166-1): <c>DE</c>.</param>
    /// <exception cref="ArgumentException">The region is not known.</exception>
    public static ITwilioConnectorBuilder UsePhoneNumbers(this ITwilioConnectorBuilder builder, string defaultRegion) =>
        builder.Use(new PhoneNumberReader(defaultRegion));

    private static ITwilioConnectorBuilder Use(this ITwilioConnectorBuilder builder, PhoneNumberReader reader)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<TwilioConnectorOptions>(builder.Name, options => options.PhoneNumbers = reader);
        return builder;
    }
}
