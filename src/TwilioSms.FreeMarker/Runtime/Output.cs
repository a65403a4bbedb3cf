using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The output of a rendering, at the cost of its budget.</summary>
internal sealed class Output(Budget budget) : OutputWriter
{
    /// <summary>Writes text.</summary>
    public void Write(string text, Node at)
    {
        budget.ChargeOutput(text.Length, at);
        Write(text);
    }

    /// <summary>Escapes what was written from <paramref name="start"/> on.</summary>
    public void Escape(int start, MarkupEscaping escaping, Node at)
    {
        var length = Length - start;
        var growth = escaping.Growth(Writable(start));
        if (growth > 0)
        {
            budget.ChargeOutput(growth, at);
            Reserve(growth);
            Advance(growth);
            escaping.Expand(Writable(start), length);
        }
    }
}
