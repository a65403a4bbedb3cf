using TwilioSms.Errors;

namespace TwilioSms;

/// <summary>The addresses that messages are from and to.</summary>
public static class SmsAddress
{
    private const int SidDigits = 32;
    private const int LongestShortCode = 8;
    private const string WhatsApp = "whatsapp:";
    private const int InvalidToCode = 21211;
    private const int InvalidFromCode = 21212;

    /// <summary>The address that the connector sends to for a recipient, however it was written: two recipients are the same where this
    /// is equal.</summary>
    /// <remarks>Of a phone number the digits are left and the <c>+</c> before them: white space, dots, dashes, parentheses and invisible
    /// characters are dropped, digits of other scripts become 0 to 9, and a bracketed <c>(0)</c> after the country code goes. Behind a
    /// channel (<c>whatsapp:+...</c>) likewise. Everything else is only trimmed.</remarks>
    /// <param name="recipient">The recipient, as in <see cref="SmsMessage.To"/>.</param>
    /// <param name="options">The settings that say how numbers are read: <see cref="TwilioConnectorOptions.PhoneNumbers"/> and
    /// <see cref="TwilioConnectorOptions.RequireInternationalNumbers"/>.</param>
    /// <exception cref="TwilioInvalidInputException">The recipient is blank.</exception>
    /// <exception cref="TwilioToNumberException">The recipient is no number that can be sent to.</exception>
    public static string Normalize(string recipient, TwilioConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(options);
        return OfRecipient(recipient, null, options);
    }

    /// <summary>The address of a recipient; <paramref name="index"/> says which of several it is.</summary>
    /// <exception cref="TwilioInvalidInputException">The recipient is blank.</exception>
    /// <exception cref="TwilioToNumberException">The recipient is no number that can be sent to.</exception>
    internal static string OfRecipient(string? recipient, int? index, TwilioConnectorOptions options)
    {
        var written = WrittenAddress.Read(recipient ?? string.Empty);
        try
        {
            return written.Kind == WrittenAddressKind.Blank
                ? throw new TwilioInvalidInputException(nameof(SmsMessage.To), $"{NameOf(index)} is blank.")
                : Read(written, isPhone: IsPhone(written), options);
        }
        catch (FormatException exception)
        {
            throw new TwilioToNumberException(Refusal(NameOf(index), InvalidToCode, exception));
        }

        static string NameOf(int? index) =>
            index is { } at ? FormattableString.Invariant($"{nameof(SmsMessage.To)}[{at}]") : nameof(SmsMessage.To);
    }

    /// <summary>The address of a sender; <paramref name="parameter"/> says where it was given. Null where none was.</summary>
    /// <exception cref="TwilioFromNumberException">The sender is no number that can be sent from.</exception>
    internal static string? OfSender(string? sender, string parameter, TwilioConnectorOptions options)
    {
        var written = WrittenAddress.Read(sender ?? string.Empty);
        // An alphanumeric sender and a short code are no numbers of a country's plan.
        var isPhone = IsPhone(written) && written.Kind == WrittenAddressKind.Number && written.Name.Length > LongestShortCode;
        try
        {
            return written.Kind == WrittenAddressKind.Blank ? null : Read(written, isPhone, options);
        }
        catch (FormatException exception)
        {
            throw new TwilioFromNumberException(Refusal(parameter, InvalidFromCode, exception));
        }
    }

    /// <summary>Whether <paramref name="text"/> is a SID: its prefix and 32 hexadecimal digits.</summary>
    internal static bool IsSid(string text, string prefix) =>
        text.Length == prefix.Length + SidDigits
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Skip(prefix.Length).All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));

    private static string Read(WrittenAddress written, bool isPhone, TwilioConnectorOptions options)
    {
        if (written.Kind == WrittenAddressKind.ScientificNotation)
        {
            throw new FormatException("in the notation that spreadsheets give long numbers, as in 1.4E+10, and has lost its last digits: "
                + "format the column as text and enter the number again");
        }

        if (isPhone && options.PhoneNumbers is { } reader)
        {
            written = new WrittenAddress(written.Channel, reader.Read(written.Name), WrittenAddressKind.Number);
        }

        return isPhone && options.RequireInternationalNumbers && written.Kind == WrittenAddressKind.Number && !written.Name.StartsWith('+')
            ? throw new FormatException("not international: write the number with + and its country code")
            : written.ToString();
    }

    // Other channels have accounts of their own, which may be digits too.
    private static bool IsPhone(WrittenAddress written) =>
        written.Channel is null || written.Channel.Equals(WhatsApp, StringComparison.OrdinalIgnoreCase);

    private static TwilioApiError Refusal(string parameter, int twilioCode, FormatException problem) =>
        new($"{parameter} is {problem.Message}.") { TwilioCode = twilioCode, MoreInfo = TwilioErrorPage.Of(twilioCode) };
}
