namespace TwilioSms.FreeMarker.Settings;

/// <summary>What the language means where a setting changes it: <c>classic_compatible</c>, under which it is as forgiving as FreeMarker 1, and the version.</summary>
/// <param name="IsClassic">Whether FreeMarker 1 is followed.</param>
/// <param name="Release">The last part of the version: 31 of 2.3.31.</param>
internal readonly record struct Dialect(bool IsClassic, int Release)
{
    private const int WithCFormat = 32;
    private const int WithNormalizedStrings = 33;
    private const int WithOn = 34;

    /// <summary>Whether a missing value is an empty text: printed, compared, assigned.</summary>
    public bool MissingIsEmpty => IsClassic;

    /// <summary>Whether a part of a missing value is missing, and no error.</summary>
    public bool MissingHasParts => IsClassic;

    /// <summary>Whether sequences and hashes can hold missing values.</summary>
    public bool HoldsMissing => IsClassic;

    /// <summary>Whether a parameter of a macro may be without a value.</summary>
    public bool ParametersMayBeMissing => IsClassic;

    /// <summary>Whether anything can be listed: a missing value as nothing, a single one as a list of one.</summary>
    public bool ListsAnything => IsClassic;

    /// <summary>Whether a value is true that has content.</summary>
    public bool ContentIsTrue => IsClassic;

    /// <summary>Whether booleans print: true as <c>true</c>, false as nothing.</summary>
    public bool PrintsTrueOnly => IsClassic;

    /// <summary>Whether values of different types compare, as texts.</summary>
    public bool ComparesAsTexts => IsClassic;

    /// <summary>Whether names of templates are seen from the template root, wherever they are written.</summary>
    public bool NamesStartAtRoot => IsClassic;

    /// <summary>Whether <c>c_format</c> is there: what a template can set, <c>number_format="c"</c>, <c>?c</c> of a string.</summary>
    public bool HasCFormat => Release >= WithCFormat;

    /// <summary>Whether strings are equal whose characters are, whatever their form.</summary>
    public bool NormalizesStrings => Release >= WithNormalizedStrings;

    /// <summary>Whether <c>?truncate</c> with an empty terminator leaves no space at the end.</summary>
    public bool CutsWithoutSpace => Release >= WithNormalizedStrings;

    /// <summary>Whether <c>#on</c> is a directive.</summary>
    public bool HasOn => Release >= WithOn;
}
