namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Reads Java's regular expression syntax (java.util.regex.Pattern, Java 17) into a tree.</summary>
internal sealed partial class JavaRegexParser
{
    // Deeper nesting serves nobody and could exhaust the stack.
    private const int MaximumDepth = 200;

    private readonly JavaRegexTokens tokens;
    private readonly Dictionary<string, int> groupNames = new(StringComparer.Ordinal);
    private JavaRegexFlags flags;
    private int groupCount;
    private int depth;
    private bool hasReferences;
    private bool keepsPairs;

    private JavaRegexParser(string pattern, JavaRegexFlags flags)
    {
        tokens = new JavaRegexTokens(pattern);
        this.flags = flags;
    }

    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or it nests too deeply.</exception>
    internal static ParsedRegex Parse(string pattern, JavaRegexFlags flags)
    {
        var parser = new JavaRegexParser(pattern, flags);
        RegexNode root = parser.ParseAlternation();
        return parser.tokens.IsAtEnd
            ? new ParsedRegex(root, parser.groupCount, parser.groupNames, parser.hasReferences, parser.keepsPairs || parser.tokens.LastBeyondBasicPlane >= 0)
            : throw parser.tokens.Error("This ')' closes nothing; write \\) for a literal parenthesis");
    }

    private CaseFolding Folding =>
        !Has(JavaRegexFlags.IgnoreCase) ? CaseFolding.None : Has(JavaRegexFlags.UnicodeCase) ? CaseFolding.Unicode : CaseFolding.Ascii;

    private bool Has(JavaRegexFlags flag) => (flags & flag) != 0;

    private RegexNode ParseAlternation()
    {
        Enter("Groups");
        List<RegexNode> branches = [ParseSequence()];
        while (tokens.Accept('|'))
        {
            branches.Add(ParseSequence());
        }

        depth--;
        return branches.Count == 1 ? branches[0] : new Alternation(branches);
    }

    private void Enter(string what)
    {
        if (++depth > MaximumDepth)
        {
            throw TooDeep(what);
        }
    }

    private JavaRegexSyntaxException TooDeep(string what) => tokens.Error($"{what} are nested more than {MaximumDepth} deep");

    private RegexNode ParseSequence()
    {
        List<RegexNode> items = [];
        List<int> literal = [];
        while (true)
        {
            SkipComments();
            CaseFolding folding = Folding;
            bool ends = tokens.IsAtEnd || tokens.Current is '|' or ')';
            int? character = null;
            RegexNode? atom = ends ? null : ParseAtom(out character);
            RegexNode? item = atom is null ? null : ParseRepetition(atom);
            if (character is { } codePoint && item == atom)
            {
                literal.Add(codePoint);
                continue;
            }

            if (literal.Count > 0)
            {
                items.Add(literal.Count == 1 ? One(folding.Variants(literal[0])) : new Literal(literal, folding));
                literal = [];
            }

            if (item is not null)
            {
                keepsPairs |= character is not null && atom is OneOf { Set.IsBasic: false };
                items.Add(item);
            }

            if (ends)
            {
                return items.Count == 1 ? items[0] : new Sequence(items);
            }
        }
    }

    /// <summary>Returns null for an inline flag such as <c>(?i)</c>, which matches nothing and takes no quantifier.</summary>
    /// <param name="character">What the atom is, if it is a character that stands for itself.</param>
    private RegexNode? ParseAtom(out int? character)
    {
        character = null;
        switch (tokens.Current)
        {
            case '(':
                return ParseGroup();
            case '[':
                tokens.Cursor++;
                return One(ParseClass());
            case '\\':
                return ParseEscape(out character);
            case '^':
                tokens.Cursor++;
                return Assert(Has(JavaRegexFlags.Multiline) ? Position.StartOfLine : Position.StartOfText);
            case '$':
                tokens.Cursor++;
                return Assert(Has(JavaRegexFlags.Multiline) ? Position.EndOfLine : Position.EndOfTextOrBeforeFinalTerminator);
            case '.':
                tokens.Cursor++;
                return new OneOf(Dot());
            case '{':
                return new Sequence([]); // Java lets a count stand alone and repeats nothing
            case '*' or '+' or '?':
                throw tokens.Error($"There is nothing for '{(char)tokens.Current}' to repeat; write \\{(char)tokens.Current} for the character itself");
            default:
                character = tokens.Literal;
                tokens.Cursor++;
                return new OneOf(Folding.Variants(character.Value));
        }
    }

    private OneOf One(CodePointSet set)
    {
        keepsPairs |= !set.IsBasic;
        return new OneOf(set);
    }

    private CodePointSet Dot() =>
        Has(JavaRegexFlags.DotAll) ? CodePointSet.All
        : Has(JavaRegexFlags.UnixLines) ? CodePointSet.Of('\n').Complement()
        : CodePointSet.Of(['\n', '\n', '\r', '\r', '\u0085', '\u0085', '\u2028', '\u2029']).Complement();

    private Assertion Assert(Position position) =>
        new(position, Has(JavaRegexFlags.UnixLines), Has(JavaRegexFlags.UnicodeClasses));

    private Group? ParseGroup()
    {
        JavaRegexSyntaxException unclosed = tokens.Error("This '(' is never closed");
        tokens.Cursor++;
        SkipComments();
        JavaRegexFlags outerFlags = flags;
        int number = 0;
        GroupKind kind = GroupKind.Capturing;
        if (!tokens.Accept('?'))
        {
            number = ++groupCount;
        }
        else if (ParseGroupKind() is { } special)
        {
            kind = special;
            number = groupCount;
        }
        else
        {
            return null;
        }

        bool countsCodePoints = tokens.LastBeyondBasicPlane >= tokens.Cursor;
        RegexNode body = ParseAlternation();
        if (!tokens.Accept(')'))
        {
            throw unclosed;
        }

        flags = outerFlags;
        if (kind is GroupKind.LookBehind or GroupKind.NegativeLookBehind && !RegexShape.Of(body).IsBounded)
        {
            throw tokens.Error("What a look-behind matches must have a maximum length");
        }

        return new Group(kind, body, kind == GroupKind.Capturing ? number : 0, countsCodePoints);
    }

    private GroupKind? ParseGroupKind()
    {
        int start = tokens.Cursor;
        int kind = tokens.Current;
        tokens.Cursor++;
        switch (kind)
        {
            case ':':
                return GroupKind.Plain;
            case '>':
                return GroupKind.Atomic;
            case '=':
                return GroupKind.LookAhead;
            case '!':
                return GroupKind.NegativeLookAhead;
            case '<' when tokens.Accept('='):
                return GroupKind.LookBehind;
            case '<' when tokens.Accept('!'):
                return GroupKind.NegativeLookBehind;
            case '<':
                string name = ParseGroupName();
                groupCount++;
                if (groupNames.ContainsKey(name))
                {
                    throw tokens.Error($"The group name '{name}' is used twice");
                }

                groupNames.Add(name, groupCount);
                return GroupKind.Capturing;
            default:
                tokens.Cursor = start;
                return ParseInlineFlags() ? GroupKind.Plain : null;
        }
    }

    /// <summary>Returns true where the flags open a group of their own, <c>(?i:...)</c>.</summary>
    private bool ParseInlineFlags()
    {
        bool on = true;
        while (true)
        {
            JavaRegexFlags flag = tokens.Current switch
            {
                'i' => JavaRegexFlags.IgnoreCase,
                'd' => JavaRegexFlags.UnixLines,
                'm' => JavaRegexFlags.Multiline,
                's' => JavaRegexFlags.DotAll,
                'u' => JavaRegexFlags.UnicodeCase,
                'x' => JavaRegexFlags.Comments,
                'U' => JavaRegexFlags.UnicodeClasses | JavaRegexFlags.UnicodeCase,
                _ => JavaRegexFlags.None,
            };
            if (flag != JavaRegexFlags.None)
            {
                flags = on ? flags | flag : flags & ~flag;
                tokens.Cursor++;
            }
            else if (on && tokens.Accept('-'))
            {
                on = false;
            }
            else if (tokens.Accept(')'))
            {
                return false;
            }
            else if (tokens.Accept(':'))
            {
                return true;
            }
            else
            {
                throw tokens.Error("Unknown group type: '(?' is followed by one of : > = ! <= <! <name> or by flags out of i d m s u x U");
            }
        }
    }

    private string ParseGroupName()
    {
        int start = tokens.Cursor;
        while (tokens.Current is >= 'a' and <= 'z' or >= 'A' and <= 'Z' || (tokens.Cursor > start && tokens.Current is >= '0' and <= '9'))
        {
            tokens.Cursor++;
        }

        int length = tokens.Cursor - start;
        if (length == 0 || tokens.Current != '>')
        {
            throw tokens.Error("A group name starts with a letter, has letters and digits only, and ends with '>'");
        }

        char[] name = new char[length];
        for (int i = 0; i < length; i++)
        {
            name[i] = (char)tokens.At(i - length);
        }

        tokens.Cursor++;
        return new string(name);
    }

    private RegexNode ParseRepetition(RegexNode body)
    {
        SkipComments();
        (int minimum, int maximum) = (0, Repetition.Unlimited);
        switch (tokens.Current)
        {
            case '?':
                maximum = 1;
                break;
            case '*':
                break;
            case '+':
                minimum = 1;
                break;
            case '{':
                (minimum, maximum) = ParseCounts();
                break;
            default:
                return body;
        }

        tokens.Cursor++;
        SkipComments();
        Greediness greediness = tokens.Accept('?') ? Greediness.Lazy : tokens.Accept('+') ? Greediness.Possessive : Greediness.Greedy;
        return new Repetition(body, minimum, maximum, greediness);
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> up to the closing brace, which it leaves.</summary>
    private (int Minimum, int Maximum) ParseCounts()
    {
        if (tokens.At(1) is not (>= '0' and <= '9'))
        {
            throw tokens.Error("A repetition is written {n}, {n,} or {n,m}; write \\{ for a literal brace");
        }

        tokens.Cursor++;
        int minimum = ParseCount();
        int maximum = minimum;
        if (tokens.Accept(','))
        {
            maximum = tokens.Current == '}' ? Repetition.Unlimited : ParseCount();
        }

        return tokens.Current != '}' ? throw tokens.Error("The repetition lacks its closing '}'")
            : maximum < minimum ? throw tokens.Error($"The repetition's maximum {maximum} is less than its minimum {minimum}")
            : (minimum, maximum);
    }

    private int ParseCount()
    {
        int count = 0;
        while (tokens.Current is >= '0' and <= '9')
        {
            int digit = tokens.Current - '0';
            if (count > (int.MaxValue - digit) / 10)
            {
                throw tokens.Error("The repetition count is too large");
            }

            count = count * 10 + digit;
            tokens.Cursor++;
        }

        return count;
    }

    private void SkipComments()
    {
        if (!Has(JavaRegexFlags.Comments))
        {
            return;
        }

        while (!tokens.IsAtEnd)
        {
            if (tokens.Current is ' ' or (>= '\t' and <= '\r'))
            {
                tokens.Cursor++;
            }
            else if (tokens.Current == '#')
            {
                while (!tokens.IsAtEnd && !EndsComment(tokens.Current))
                {
                    tokens.Cursor++;
                }
            }
            else
            {
                return;
            }
        }
    }

    private bool EndsComment(int token) =>
        token == '\n' || (!Has(JavaRegexFlags.UnixLines) && token is '\r' or '\u0085' or '\u2028' or '\u2029');
}
