namespace TwilioSms;

/// <summary>Reads phone numbers before they are sent to: the place to plug in knowledge of countries and their numbers, as the package
/// TwilioSms.PhoneNumbers does. Implementations are thread-safe.</summary>
public interface IPhoneNumberReader
{
    /// <summary>Reads a number.</summary>
    /// <param name="number">The number as it was given, without what people write between digits where it has nothing but those.</param>
    /// <returns>The number in E.164 form: <c>+14155550100</c>.</returns>
    /// <exception cref="FormatException">It is no number that can be sent to; the message completes the sentence "To is ..." without
    /// the number itself.</exception>
    string Read(string number);
}
