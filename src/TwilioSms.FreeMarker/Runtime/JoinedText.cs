using System.Text;
using TwilioSms.FreeMarker.Model;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>
/// A long text that was put together with <c>+</c>. Its characters are where more can follow them, so that a text that grows in a loop is
/// not copied each time; the string of it is made when somebody needs it.
/// </summary>
internal sealed class JoinedText : IText
{
    /// <summary>Shorter texts are joined as strings.</summary>
    public const int Shortest = 4096;

    private readonly Environment environment;
    private readonly StringBuilder characters;
    private string? text;

    private JoinedText(Environment environment, StringBuilder characters)
    {
        this.environment = environment;
        this.characters = characters;
        Length = characters.Length;
    }

    public int Length { get; }

    public static JoinedText Of(Environment environment, string left, string right) =>
        new(environment, new StringBuilder(left, 2 * (left.Length + right.Length)).Append(right));

    public JoinedText Add(string added) => characters.Length == Length
        ? new(environment, characters.Append(added))
        : Of(environment, characters.ToString(0, Length), added); // something else follows these characters already

    public string GetText()
    {
        if (text is null)
        {
            environment.ChargeReading(Length, environment.CurrentElement);
            text = characters.ToString(0, Length);
        }

        return text;
    }
}
