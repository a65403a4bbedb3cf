namespace TwilioSms.FreeMarker.Text.Collation;

/// <summary>Walks over the collation elements of a text.</summary>
internal struct CollationElements(CollationTable table, string text)
{
    internal const int End = -1;

    // Characters without an entry sort after all others, by their code units, which follow as primary weights.
    private const int Unlisted = 0x7FFF << 16;

    private int index;
    private string? decomposition;
    private int decompositionIndex;
    private int pending;
    private int pendingAfter;

    internal int Next()
    {
        if (pending != 0)
        {
            int pending = this.pending;
            this.pending = pendingAfter;
            pendingAfter = 0;
            return pending;
        }

        if (this.decomposition is not null)
        {
            table.TryGetElement(this.decomposition[decompositionIndex], out int part);
            decompositionIndex++;
            this.decomposition = decompositionIndex < this.decomposition.Length ? this.decomposition : null;
            return part;
        }

        if (index == text.Length)
        {
            return End;
        }

        char c = text[index];
        int length = table.Contraction(text, index, out int element);
        if (length > 0)
        {
            index += length;
            return element;
        }

        index++;
        if (table.TryGetElement(c, out element))
        {
            pending = c < 0x80 ? 0 : table.Expansion(c);
            return element;
        }

        return Decompositions.Canonical(c) is { } decomposition && IsListed(decomposition, out element)
            ? element
            : NextUnlisted(c);
    }

    /// <summary>Whether the table has all of the decomposition; if so, gives its first element and remembers the rest.</summary>
    private bool IsListed(string decomposition, out int element)
    {
        if (table.Contraction(decomposition, 0, out element) == decomposition.Length)
        {
            return true;
        }

        foreach (char part in decomposition)
        {
            if (!table.TryGetElement(part, out _))
            {
                return false;
            }
        }

        table.TryGetElement(decomposition[0], out element);
        this.decomposition = decomposition.Length > 1 ? decomposition : null;
        decompositionIndex = 1;
        return true;
    }

    private int NextUnlisted(char c)
    {
        pending = c << 16;
        if (char.IsHighSurrogate(c) && index < text.Length && char.IsLowSurrogate(text[index]))
        {
            pendingAfter = text[index++] << 16;
        }

        return Unlisted;
    }
}
