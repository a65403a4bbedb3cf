namespace TwilioSms.FreeMarker.Text.Regex;

internal sealed partial class JavaRegexParser
{
    // Beyond it lie no letters that come in two cases.
    private const int LastCased = 0x1E9FF;

    private static readonly CodePointSet AsciiDigit = CodePointSet.Range('0', '9');

    private static readonly CodePointSet AsciiWord = CodePointSet.Of(['0', '9', 'A', 'Z', '_', '_', 'a', 'z']);

    private static readonly CodePointSet AsciiSpace = CodePointSet.Of(['\t', '\r', ' ', ' ']);

    private static readonly CodePointSet HorizontalSpace = CodePointSet.Of(
        ['\t', '\t', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x180E, 0x180E, 0x2000, 0x200A, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000]);

    private static readonly CodePointSet VerticalSpace = CodePointSet.Of(['\n', '\r', 0x85, 0x85, 0x2028, 0x2029]);

    private Dictionary<int, List<int>>? caseClasses;

    /// <summary>Reads a class after its opening bracket, through the closing one.</summary>
    private CodePointSet ParseClass()
    {
        if (++depth > MaximumDepth)
        {
            throw tokens.Error($"Classes are nested more than {MaximumDepth} deep");
        }

        bool complement = tokens.Accept('^');
        CodePointSet set = ParseClassItems();
        tokens.Cursor++;
        depth--;
        return complement ? set.Complement() : set;
    }

    /// <summary>Reads what a class holds, up to the closing bracket, which it leaves. <c>&amp;&amp;</c> binds less than juxtaposition.</summary>
    private CodePointSet ParseClassItems()
    {
        CodePointSet? set = null;
        while (true)
        {
            SkipComments();
            if (tokens.IsAtEnd)
            {
                throw tokens.Error("The class lacks its closing ']'");
            }

            if (tokens.Current == ']' && set is not null)
            {
                return set;
            }

            if (tokens.Current == '&' && tokens.At(1) == '&')
            {
                tokens.Cursor += 2;
                CodePointSet? right = ParseIntersected();
                set = set is null ? right ?? throw tokens.Error("'&&' stands between nothing and nothing")
                    : right is null ? set
                    : set.Intersect(right);
                continue;
            }

            CodePointSet item = tokens.Accept('[') ? ParseClass() : ParseClassItem();
            set = set is null ? item : set.Union(item);
        }
    }

    private CodePointSet? ParseIntersected()
    {
        CodePointSet? right = null;
        SkipComments();
        while (!tokens.IsAtEnd && tokens.Current is not (']' or '&'))
        {
            CodePointSet item = tokens.Accept('[') ? ParseClass() : ParseClassItems();
            right = right is null ? item : right.Union(item);
            SkipComments();
        }

        return right;
    }

    private CodePointSet ParseClassItem()
    {
        if (tokens.Current == '\\' && ParseSetEscape() is { } set)
        {
            return set;
        }

        int first = ParseClassCharacter();
        SkipComments();
        if (tokens.Current != '-' || tokens.At(1) is '[' or ']')
        {
            return CaseVariants(first);
        }

        tokens.Cursor++;
        SkipComments();
        if (tokens.IsAtEnd)
        {
            throw tokens.Error("The class lacks its closing ']'");
        }

        int last = ParseClassCharacter();
        return last < first ? throw tokens.Error("The range's end lies before its start") : RangeVariants(first, last);
    }

    private int ParseClassCharacter()
    {
        if (tokens.Current == '\\')
        {
            return ParseCharacterEscape();
        }

        int literal = tokens.Literal;
        tokens.Cursor++;
        return literal;
    }

    private CodePointSet CaseVariants(int codePoint)
    {
        if (!Has(JavaRegexFlags.IgnoreCase))
        {
            return CodePointSet.Of(codePoint);
        }

        if (!Has(JavaRegexFlags.UnicodeCase))
        {
            return codePoint is >= 'a' and <= 'z' or >= 'A' and <= 'Z'
                ? CodePointSet.Of([codePoint & ~0x20, codePoint & ~0x20, codePoint | 0x20, codePoint | 0x20])
                : CodePointSet.Of(codePoint);
        }

        CodePointSet set = CodePointSet.Of(codePoint);
        caseClasses ??= CollectCaseClasses();
        if (caseClasses.TryGetValue(Fold(codePoint), out List<int>? variants))
        {
            set = variants.Aggregate(set, (all, variant) => all.Union(CodePointSet.Of(variant)));
        }

        return set;
    }

    private CodePointSet RangeVariants(int first, int last)
    {
        CodePointSet set = CodePointSet.Range(first, last);
        if (!Has(JavaRegexFlags.IgnoreCase))
        {
            return set;
        }

        if (Has(JavaRegexFlags.UnicodeCase))
        {
            return set.Union(CodePointSet.Where(c => c <= LastCased && (set.Contains(UnicodeData.ToUpper(c)) || set.Contains(Fold(c)))));
        }

        for (int c = 'a'; c <= 'z'; c++)
        {
            if (set.Contains(c) != set.Contains(c - 0x20))
            {
                set = set.Union(CodePointSet.Of([c, c, c - 0x20, c - 0x20]));
            }
        }

        return set;
    }

    private static int Fold(int codePoint) => UnicodeData.ToLower(UnicodeData.ToUpper(codePoint));

    private static Dictionary<int, List<int>> CollectCaseClasses()
    {
        var classes = new Dictionary<int, List<int>>();
        for (int c = 0; c <= LastCased; c++)
        {
            int folded = Fold(c);
            if (folded == c)
            {
                continue;
            }

            if (!classes.TryGetValue(folded, out List<int>? variants))
            {
                classes.Add(folded, variants = [folded]);
            }

            variants.Add(c);
        }

        return classes;
    }
}
