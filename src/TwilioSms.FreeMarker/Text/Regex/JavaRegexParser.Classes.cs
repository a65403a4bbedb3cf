namespace TwilioSms.FreeMarker.Text.Regex;

internal sealed partial class JavaRegexParser
{
    private static readonly CodePointSet AsciiDigit = CodePointSet.Range('0', '9');

    private static readonly CodePointSet AsciiWord = CodePointSet.Of(['0', '9', 'A', 'Z', '_', '_', 'a', 'z']);

    private static readonly CodePointSet AsciiSpace = CodePointSet.Of(['\t', '\r', ' ', ' ']);

    private static readonly CodePointSet HorizontalSpace = CodePointSet.Of(
        ['\t', '\t', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x180E, 0x180E, 0x2000, 0x200A, 0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000]);

    private static readonly CodePointSet VerticalSpace = CodePointSet.Of(['\n', '\r', 0x85, 0x85, 0x2028, 0x2029]);

    /// <summary>Reads a class after its opening bracket, through the closing one.</summary>
    private CodePointSet ParseClass()
    {
        Enter("Classes");
        bool complement = tokens.Accept('^');
        CodePointSet set = ParseClassItems();
        tokens.Cursor++;
        depth--;
        return complement ? set.Complement() : set;
    }

    /// <summary>Reads what a class holds, up to the closing bracket, which it leaves. <c>&amp;&amp;</c> binds less than juxtaposition.</summary>
    private CodePointSet ParseClassItems()
    {
        List<CodePointSet> items = [];
        while (true)
        {
            SkipComments();
            if (tokens.IsAtEnd)
            {
                throw tokens.Error("The class lacks its closing ']'");
            }

            if (tokens.Current == ']' && items.Count > 0)
            {
                return Combined(CodePointSet.UnionOf(items));
            }

            if (tokens.Current == '&' && tokens.At(1) == '&')
            {
                tokens.Cursor += 2;
                CodePointSet? right = ParseIntersected();
                if (items.Count == 0)
                {
                    items.Add(right ?? throw tokens.Error("'&&' stands between nothing and nothing"));
                }
                else if (right is not null)
                {
                    items = [Combined(CodePointSet.UnionOf(items).And(right))];
                }

                continue;
            }

            items.Add(tokens.Accept('[') ? ParseClass() : ParseClassItem());
        }
    }

    private CodePointSet? ParseIntersected()
    {
        Enter("Classes");
        List<CodePointSet> items = [];
        SkipComments();
        while (!tokens.IsAtEnd && tokens.Current is not (']' or '&'))
        {
            items.Add(tokens.Accept('[') ? ParseClass() : ParseClassItems());
            SkipComments();
        }

        depth--;
        return items.Count == 0 ? null : CodePointSet.UnionOf(items);
    }

    private CodePointSet Combined(CodePointSet set) => set.Depth <= 2 * MaximumDepth ? set : throw TooDeep("Classes");

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
            return Folding.Variants(first);
        }

        tokens.Cursor++;
        SkipComments();
        if (tokens.IsAtEnd)
        {
            throw tokens.Error("The class lacks its closing ']'");
        }

        int last = ParseClassCharacter();
        return last < first ? throw tokens.Error("The range's end lies before its start") 
            : Folding == CaseFolding.None ? CodePointSet.Range(first, last)
            : CodePointSet.OfFoldedRange(first, last, Folding);
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
}
