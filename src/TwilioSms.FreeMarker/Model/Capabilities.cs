namespace TwilioSms.FreeMarker.Model;

// What an object held by a Value can be. As in FreeMarker, an object may implement several of these: the result of
// ?matches is a boolean and a sequence, that of ?string a string, a hash and a method.

/// <summary>A value that can be used as a string.</summary>
internal interface IText
{
    string GetText();
}

/// <summary>A value that can be used as a boolean.</summary>
internal interface IBooleanSource
{
    bool GetBoolean();
}

/// <summary>A value that can be used as a date, a time or both.</summary>
internal interface IDateSource
{
    /// <summary>The kind of the date, known before the date is.</summary>
    DateKind Kind { get; }

    DateValue GetDate();
}

/// <summary>A value that can be listed once from its start; lazily generated collections are only this.</summary>
internal interface IIterable
{
    IValueIterator Iterate();
}

/// <summary>Walks an <see cref="IIterable"/>.</summary>
internal interface IValueIterator
{
    bool MoveNext();

    Value Current { get; }
}

/// <summary>A list with random access.</summary>
internal interface ISequence
{
    /// <summary>The number of items; <see cref="int.MaxValue"/> where there is no end (<c>1..</c>).</summary>
    int Count { get; }

    /// <summary>The item at <paramref name="index"/>, which is within the bounds.</summary>
    Value this[int index] { get; }
}

/// <summary>Named values.</summary>
internal interface IHash
{
    /// <summary>The value under <paramref name="key"/>; missing where there is none.</summary>
    Value Get(string key);

    bool IsEmpty { get; }
}

/// <summary>Named values that can be counted and listed, in order.</summary>
internal interface IExtendedHash : IHash
{
    int Count { get; }

    /// <summary>The key at a position from 0; positions hold still while nothing is added.</summary>
    string KeyAt(int position);

    Value ValueAt(int position);
}

/// <summary>A list or hash whose content may still change: what is joined with it is a view, not a copy.</summary>
internal interface ILive
{
    bool IsLive { get; }
}

/// <summary>How deep lists and hashes hold each other.</summary>
internal static class Nesting
{
    /// <summary>The depth of a list or hash that holds <paramref name="value"/>.</summary>
    public static int Around(object? value) => 1 + ((value as INesting)?.Depth ?? 0);
}

/// <summary>A list or hash that knows how deep lists and hashes are inside each other in it, itself counted.</summary>
internal interface INesting
{
    int Depth { get; }
}
