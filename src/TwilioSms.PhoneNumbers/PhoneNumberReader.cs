using PhoneNumbers;

namespace TwilioSms.PhoneNumbers;

/// <summary>Reads phone numbers by the numbering plans of the world, as Google's libphonenumber knows them.</summary>
public sealed class PhoneNumberReader : IPhoneNumberReader
{
    // The plans are read once a process; the library locks what it shares.
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    private readonly string? defaultRegion;

    /// <summary>A reader of international numbers only.</summary>
    public PhoneNumberReader()
    {
    }

    /// <summary>A reader of international numbers, and of the national numbers of a region.</summary>
    /// <param name="defaultRegion">The region of numbers without a country code, by its two letters (ISO 3166-1): <c>DE</c>.</param>
    /// <exception cref="ArgumentException">The region is not known.</exception>
    public PhoneNumberReader(string defaultRegion)
    {
        ArgumentNullException.ThrowIfNull(defaultRegion);
        this.defaultRegion = Plans.GetSupportedRegions().Contains(defaultRegion)
            ? defaultRegion
            : throw new ArgumentException("The region is not known: give its two letters (ISO 3166-1), such as DE.", nameof(defaultRegion));
    }

    /// <inheritdoc/>
    public string Read(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        PhoneNumber parsed;
        try
        {
            parsed = Plans.Parse(number, defaultRegion);
        }
        catch (NumberParseException exception)
        {
            throw new FormatException(exception.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE when defaultRegion is null =>
                    "not an international number: write it with + and its country code, or set a default region",
                ErrorType.INVALID_COUNTRY_CODE => "not a number that any country has",
                ErrorType.TOO_SHORT_AFTER_IDD or ErrorType.TOO_SHORT_NSN => "too short for a phone number",
                ErrorType.TOO_LONG => "too long for a phone number",
                _ => "not a phone number",
            }, exception);
        }

        return Plans.IsValidNumber(parsed)
            ? Plans.Format(parsed, PhoneNumberFormat.E164)
            : throw new FormatException("not a number that any country has");
    }
}
