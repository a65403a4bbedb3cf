namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>Reads Java's regular expression syntax (java.util.regex.Pattern, Java 17) into a tree.</summary>
internal sealed partial class JavaRegexParser
{
    // Deeper nesting serves nobody and could exhaust the stack of either parser.
    private const int MaximumDepth = 200;

    private readonly JavaRegexTokens _tokens;
    private readonly Dictionary<string, int> _groupNames = new(StringComparer.Ordinal);
    private JavaRegexFlags _flags;
    private int _groupCount;
    private int _depth;

    private JavaRegexParser(string pattern, JavaRegexFlags flags)
    {
        _tokens = new JavaRegexTokens(pattern);
        _flags = flags;
    }

    /// <exception cref="JavaRegexSyntaxException">Java would refuse the pattern, or .NET has no counterpart for it.</exception>
    internal static ParsedRegex Parse(string pattern, JavaRegexFlags flags)
    {
        var parser = new JavaRegexParser(pattern, flags);
        RegexNode root = parser.ParseAlternation();
        return parser._tokens.IsAtEnd
            ? new ParsedRegex(root, parser._groupCount, parser._groupNames)
            : throw parser._tokens.Error("This ')' closes nothing; write \\) for a literal parenthesis");
    }

    private bool Has(JavaRegexFlags flag) => (_flags & flag) != 0;

    private RegexNode ParseAlternation()
    {
        if (++_depth > MaximumDepth)
        {
            throw _tokens.Error($"Groups are nested more than {MaximumDepth} deep");
        }

        List<RegexNode> branches = [ParseSequence()];
        while (_tokens.Accept('|'))
        {
            branches.Add(ParseSequence());
        }

        _depth--;
        return branches.Count == 1 ? branches[0] : new Alternation(branches);
    }

    private RegexNode ParseSequence()
    {
        List<RegexNode> items = [];
        while (true)
        {
            SkipComments();
            if (_tokens.IsAtEnd || _tokens.Current is '|' or ')')
            {
                return items.Count == 1 ? items[0] : new Sequence(items);
            }

            if (ParseAtom() is { } atom)
            {
                items.Add(ParseRepetition(atom));
            }
        }
    }

    /// <summary>Returns null for an inline flag such as <c>(?i)</c>, which matches nothing and takes no quantifier.</summary>
    private RegexNode? ParseAtom()
    {
        switch (_tokens.Current)
        {
            case '(':
                return ParseGroup();
            case '[':
                _tokens.Cursor++;
                return new OneOf(ParseClass());
            case '\\':
                return ParseEscape();
            case '^':
                _tokens.Cursor++;
                return Assert(Has(JavaRegexFlags.Multiline) ? Position.StartOfLine : Position.StartOfText);
            case '$':
                _tokens.Cursor++;
                return Assert(Has(JavaRegexFlags.Multiline) ? Position.EndOfLine : Position.EndOfTextOrBeforeFinalTerminator);
            case '.':
                _tokens.Cursor++;
                return new OneOf(Dot());
            case '{':
                return new Sequence([]); // Java lets a count stand alone and repeats nothing
            case '*' or '+' or '?':
                throw _tokens.Error($"There is nothing for '{(char)_tokens.Current}' to repeat; write \\{(char)_tokens.Current} for the character itself");
            default:
                int literal = _tokens.Literal;
                _tokens.Cursor++;
                return new OneOf(CaseVariants(literal));
        }
    }

    private CodePointSet Dot() =>
        Has(JavaRegexFlags.DotAll) ? CodePointSet.All
        : Has(JavaRegexFlags.UnixLines) ? CodePointSet.Of('\n').Complement()
        : CodePointSet.Of(['\n', '\n', '\r', '\r', '\u0085', '\u0085', '\u2028', '\u2029']).Complement();

    private Assertion Assert(Position position) =>
        new(position, Has(JavaRegexFlags.UnixLines), Has(JavaRegexFlags.UnicodeClasses));

    private Group? ParseGroup()
    {
        JavaRegexSyntaxException unclosed = _tokens.Error("This '(' is never closed");
        _tokens.Cursor++;
        SkipComments();
        JavaRegexFlags outerFlags = _flags;
        int number = 0;
        GroupKind kind = GroupKind.Capturing;
        if (!_tokens.Accept('?'))
        {
            number = ++_groupCount;
        }
        else if (ParseGroupKind() is { } special)
        {
            kind = special;
            number = _groupCount;
        }
        else
        {
            return null;
        }

        RegexNode body = ParseAlternation();
        if (!_tokens.Accept(')'))
        {
            throw unclosed;
        }

        _flags = outerFlags;
        if (kind is GroupKind.LookBehind or GroupKind.NegativeLookBehind && body.MaximumLength(0) is null)
        {
            throw _tokens.Error("What a look-behind matches must have a maximum length");
        }

        return new Group(kind, body);
    }

    private GroupKind? ParseGroupKind()
    {
        int start = _tokens.Cursor;
        int kind = _tokens.Current;
        _tokens.Cursor++;
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
            case '<' when _tokens.Accept('='):
                return GroupKind.LookBehind;
            case '<' when _tokens.Accept('!'):
                return GroupKind.NegativeLookBehind;
            case '<':
                string name = ParseGroupName();
                _groupCount++;
                if (_groupNames.ContainsKey(name))
                {
                    throw _tokens.Error($"The group name '{name}' is used twice");
                }

                _groupNames.Add(name, _groupCount);
                return GroupKind.Capturing;
            default:
                _tokens.Cursor = start;
                return ParseInlineFlags() ? GroupKind.Plain : null;
        }
    }

    /// <summary>Returns true where the flags open a group of their own, <c>(?i:...)</c>.</summary>
    private bool ParseInlineFlags()
    {
        bool on = true;
        while (true)
        {
            JavaRegexFlags flag = _tokens.Current switch
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
                _flags = on ? _flags | flag : _flags & ~flag;
                _tokens.Cursor++;
            }
            else if (on && _tokens.Accept('-'))
            {
                on = false;
            }
            else if (_tokens.Accept(')'))
            {
                return false;
            }
            else if (_tokens.Accept(':'))
            {
                return true;
            }
            else
            {
                throw _tokens.Error("Unknown group type: '(?' is followed by one of : > = ! <= <! <name> or by flags out of i d m s u x U");
            }
        }
    }

    private string ParseGroupName()
    {
        int start = _tokens.Cursor;
        while (_tokens.Current is >= 'a' and <= 'z' or >= 'A' and <= 'Z' || (_tokens.Cursor > start && _tokens.Current is >= '0' and <= '9'))
        {
            _tokens.Cursor++;
        }

        int length = _tokens.Cursor - start;
        if (length == 0 || _tokens.Current != '>')
        {
            throw _tokens.Error("A group name starts with a letter, has letters and digits only, and ends with '>'");
        }

        char[] name = new char[length];
        for (int i = 0; i < length; i++)
        {
            name[i] = (char)_tokens.At(i - length);
        }

        _tokens.Cursor++;
        return new string(name);
    }

    private RegexNode ParseRepetition(RegexNode body)
    {
        SkipComments();
        (int minimum, int maximum) = (0, Repetition.Unlimited);
        switch (_tokens.Current)
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

        _tokens.Cursor++;
        SkipComments();
        Greediness greediness = _tokens.Accept('?') ? Greediness.Lazy : _tokens.Accept('+') ? Greediness.Possessive : Greediness.Greedy;
        // Only \R is an alternation that stands by itself; repeated, Java does not split the CRLF it took.
        return new Repetition(body is Alternation ? new Group(GroupKind.Atomic, body) : body, minimum, maximum, greediness);
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> up to the closing brace, which it leaves.</summary>
    private (int Minimum, int Maximum) ParseCounts()
    {
        if (_tokens.At(1) is not (>= '0' and <= '9'))
        {
            throw _tokens.Error("A repetition is written {n}, {n,} or {n,m}; write \\{ for a literal brace");
        }

        _tokens.Cursor++;
        int minimum = ParseCount();
        int maximum = minimum;
        if (_tokens.Accept(','))
        {
            maximum = _tokens.Current == '}' ? Repetition.Unlimited : ParseCount();
        }

        return _tokens.Current != '}' ? throw _tokens.Error("The repetition lacks its closing '}'")
            : maximum < minimum ? throw _tokens.Error($"The repetition's maximum {maximum} is less than its minimum {minimum}")
            : (minimum, maximum);
    }

    private int ParseCount()
    {
        int count = 0;
        while (_tokens.Current is >= '0' and <= '9')
        {
            int digit = _tokens.Current - '0';
            if (count > (int.MaxValue - digit) / 10)
            {
                throw _tokens.Error("The repetition count is too large");
            }

            count = count * 10 + digit;
            _tokens.Cursor++;
        }

        return count;
    }

    private void SkipComments()
    {
        if (!Has(JavaRegexFlags.Comments))
        {
            return;
        }

        while (!_tokens.IsAtEnd)
        {
            if (_tokens.Current is ' ' or (>= '\t' and <= '\r'))
            {
                _tokens.Cursor++;
            }
            else if (_tokens.Current == '#')
            {
                while (!_tokens.IsAtEnd && !EndsComment(_tokens.Current))
                {
                    _tokens.Cursor++;
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
