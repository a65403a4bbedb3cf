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

    private readonly Budget budget;
    private readonly Position position;
    private readonly StringBuilder characters;
    private string? text;

    private JoinedText(Budget budget, Position position, StringBuilder characters)
    {
        (this.budget, this.position) = (budget, position);
        this.characters = characters;
        Length = characters.Length;
    }

    public int Length { get; }

    public static JoinedText Of(Budget budget, Position position, string left, string right) =>
        new(budget, position, new StringBuilder(left, 2 * (left.Length + right.Length)).Append(right));

    public JoinedText Add(string added) => characters.Length == Length
        ? new(budget, position, characters.Append(added))
        : Of(budget, position, characters.ToString(0, Length), added); // something else follows these characters already

    public string GetText()
    {
        if (text is null)
        {
            budget.ChargeReading(Length, position.Element);
            text = characters.ToString(0, Length);
        }

        return text;
    }
}
