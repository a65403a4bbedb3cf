namespace TwilioSms.FreeMarker.Text.Collation;

/// <summary>Walks over the collation elements of a text.</summary>
internal struct CollationElements(CollationTable table, string text)
{
    internal const int End = -1;

    // Characters without an entry sort after all others, by their code units, which follow as primary weights.
    private const int Unlisted = 0x7FFF << 16;

    private int _index;
    private string? _decomposition;
    private int _decompositionIndex;
    private int _pending;
    private int _pendingAfter;

    internal int Next()
    {
        if (_pending != 0)
        {
            int pending = _pending;
            _pending = _pendingAfter;
            _pendingAfter = 0;
            return pending;
        }

        if (_decomposition is not null)
        {
            table.TryGetElement(_decomposition[_decompositionIndex], out int part);
            _decompositionIndex++;
            _decomposition = _decompositionIndex < _decomposition.Length ? _decomposition : null;
            return part;
        }

        if (_index == text.Length)
        {
            return End;
        }

        char c = text[_index];
        int length = table.Contraction(text, _index, out int element);
        if (length > 0)
        {
            _index += length;
            return element;
        }

        _index++;
        if (table.TryGetElement(c, out element))
        {
            _pending = c < 0x80 ? 0 : table.Expansion(c);
            return element;
        }

        return CanonicalDecomposition.Of(c) is { } decomposition && IsListed(decomposition, out element)
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
        _decomposition = decomposition.Length > 1 ? decomposition : null;
        _decompositionIndex = 1;
        return true;
    }

    private int NextUnlisted(char c)
    {
        _pending = c << 16;
        if (char.IsHighSurrogate(c) && _index < text.Length && char.IsLowSurrogate(text[_index]))
        {
            _pendingAfter = text[_index++] << 16;
        }

        return Unlisted;
    }
}
