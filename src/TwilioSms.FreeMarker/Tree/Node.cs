namespace TwilioSms.FreeMarker.Tree;

/// <summary>A piece of a parsed template. Immutable, shared by threads.</summary>
internal abstract class Node(int start)
{
    /// <summary>Where the piece starts: an offset into its template's source.</summary>
    public int Start { get; private protected set; } = start;
}
