using System.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>A string put together from pieces, charged to the budget piece by piece and before it grows.</summary>
internal sealed class LimitedText(Budget budget, Node at)
{
    private readonly StringBuilder text = new();

    public void Append(string piece)
    {
        budget.ChargeString(text.Length + (long)piece.Length, piece.Length, at);
        text.Append(piece);
    }

    public override string ToString() => text.ToString();
}
