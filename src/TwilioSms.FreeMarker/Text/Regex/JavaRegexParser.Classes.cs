namespace TwilioSms.FreeMarker.Text.Regex;

internal sealed partial class JavaRegexParser
{
    private const int VerticalTab = 0x0B;

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
        var items = new ClassBuilder();
        while (true)
        {
            SkipComments();
            if (tokens.IsAtEnd)
            {
                throw tokens.Error("The class lacks its closing ']'");
            }

            if (tokens.Current == ']' && !items.IsEmpty)
            {
                CodePointSet set = items.Build();
                return set.Depth <= 2 * MaximumDepth ? set : throw TooDeep("Classes");
            }

            bool isAmpersand = tokens.Current == '&';
            if (isAmpersand && AcceptIntersection())
            {
                if (!items.Intersect(ParseIntersected()))
                {
                    throw tokens.Error("'&&' stands between nothing and nothing");
                }
            }
            else if (!isAmpersand && tokens.Accept('['))
            {
                items.Add(ParseClass());
            }
            else
            {
                ParseClassItem(items);
            }
        }
    }

    /// <summary>Reads <c>&amp;&amp;</c>. Of a single one before what is a comment in a class, Java keeps nothing but that what follows is no operator.</summary>
    private bool AcceptIntersection()
    {
        int start = tokens.Cursor;
        tokens.Cursor++;
        int next = tokens.Cursor;
        SkipComments();
        if (tokens.Accept('&'))
        {
            return true;
        }

        tokens.Cursor = tokens.Cursor == next ? start : tokens.Cursor;
        return false;
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

    private void ParseClassItem(ClassBuilder items)
    {
        bool startsRange = tokens.At(1) == 'v' && tokens.At(2) == '-';
        if (tokens.Current == '\\' && !startsRange && ParseSetEscape() is { } set)
        {
            items.Add(set);
            return;
        }

        int first = ParseClassCharacter();
        SkipComments();
        if (tokens.Current != '-' || tokens.At(1) is '[' or ']')
        {
            items.Add(first, Folding);
            return;
        }

        tokens.Cursor++;
        SkipComments();
        int last = ParseClassCharacter();
        if (last < first)
        {
            throw tokens.Error("The range's end lies before its start");
        }

        items.Add(Folding == CaseFolding.None ? CodePointSet.Range(first, last) : CodePointSet.OfFoldedRange(first, last, Folding));
    }

    private int ParseClassCharacter()
    {
        if (tokens.Current == '\\')
        {
            if (tokens.At(1) != 'v')
            {
                return ParseCharacterEscape();
            }

            tokens.Cursor += 2;
            return VerticalTab; // as an end of a range, as in Java of old
        }

        if (tokens.IsAtEnd)
        {
            throw tokens.Error("The class lacks its closing ']'");
        }

        int literal = tokens.Literal;
        tokens.Cursor++;
        return literal;
    }
}
