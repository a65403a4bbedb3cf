namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Which characters count as the same.</summary>
internal enum CaseFolding
{
    /// <summary>None but themselves.</summary>
    None,

    /// <summary>The two cases of the letters of ASCII.</summary>
    Ascii,

    /// <summary>Those with one lower case of their upper cases.</summary>
    Unicode,
}

internal static class CaseFoldingExtensions
{
    internal static int Fold(this CaseFolding folding, int codePoint) => folding switch
    {
        CaseFolding.None => codePoint,
        CaseFolding.Ascii => codePoint is >= 'A' and <= 'Z' ? codePoint | 0x20 : codePoint,
        _ => UnicodeData.ToLower(UnicodeData.ToUpper(codePoint)),
    };

    /// <summary>What a single character of a pattern stands for. Unlike in a row of characters, one without another case is just itself.</summary>
    internal static CodePointSet Variants(this CaseFolding folding, int codePoint)
    {
        switch (folding)
        {
            case CaseFolding.Ascii when (codePoint | 0x20) is >= 'a' and <= 'z':
                return CodePointSet.Of([codePoint & ~0x20, codePoint & ~0x20, codePoint | 0x20, codePoint | 0x20]);
            case CaseFolding.Unicode:
                int upper = UnicodeData.ToUpper(codePoint);
                int lower = UnicodeData.ToLower(upper);
                return upper == lower ? CodePointSet.Of(codePoint) : CodePointSet.OfFolded(lower);
            default:
                return CodePointSet.Of(codePoint);
        }
    }
}
