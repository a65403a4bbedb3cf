using TwilioSms.FreeMarker.Text;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>
/// Turns source text into tokens, one at a time as the parser asks, because what a character means depends on the tag,
/// the parentheses and the interpolation around it.
/// </summary>
internal sealed partial class Scanner
{
    private readonly string text;

    /// <summary>The offset of the text's start: not 0 for the unescaped text of a string literal with interpolations.</summary>
    private readonly int origin;

    private readonly int end;
    private readonly TemplateSource source;
    private readonly ParsingWork work;
    private readonly bool tagsAreText;
    private readonly bool hasOn;

    private int position;
    private int tokenStart;
    private Mode mode;
    private Mode modeAfterInterpolation;
    private bool inInterpolation;
    private bool inFtlHeader;
    private bool endsFtlHeader;
    private Directive tagDirective;
    private bool tagHasParameters;
    private bool inNamedParameters;
    private bool tagSyntaxEstablished;
    private bool detectTagSyntax;
    private int parentheses;
    private int brackets;
    private int braces;
    private int recovered;

    /// <summary>Whether the tag or interpolation that ended the last text token comes next.</summary>
    private bool isPending;

    private Token pending;

    /// <summary>What is wrong with it.</summary>
    private TemplateSyntaxException? pendingError;

    // Tokens that were looked at but not taken yet; few, as the grammar hardly looks ahead.
    private Token[] ahead = new Token[4];
    private int aheadFirst;
    private int aheadCount;

    public Scanner(TemplateSource source, TemplateSettings settings, ParsingWork work)
        : this(source, work, source.Text, 0, source.Text.Length, 0)
    {
        InterpolationSyntax = settings.InterpolationSyntax;
        detectTagSyntax = settings.TagSyntax == TemplateTagSyntax.AutoDetect;
        SquareTags = settings.TagSyntax == TemplateTagSyntax.SquareBracket;
        Naming = settings.NamingConvention;
        hasOn = settings.Dialect.HasOn;
        StrictSyntax = settings.StrictSyntax;
    }

    /// <summary>A scanner of the text inside a string literal, where only interpolations are special.</summary>
    public Scanner(Scanner outer, string text, int start, int end, int origin)
        : this(outer.source, outer.work, text, start, end, origin)
    {
        InterpolationSyntax = outer.InterpolationSyntax;
        SquareTags = outer.SquareTags;
        tagSyntaxEstablished = outer.tagSyntaxEstablished;
        Naming = outer.Naming;
        tagsAreText = true;
    }

    /// <summary>A scanner of an expression that was scanned before.</summary>
    public static Scanner OfExpression(Scanner outer, int start, int end) =>
        new(outer.source, outer.work, outer.text, start - outer.origin, end - outer.origin, outer.origin)
        {
            InterpolationSyntax = outer.InterpolationSyntax,
            SquareTags = outer.SquareTags,
            tagSyntaxEstablished = outer.tagSyntaxEstablished,
            Naming = outer.Naming,
            mode = Mode.Expression,
        };

    private Scanner(TemplateSource source, ParsingWork work, string text, int start, int end, int origin)
    {
        this.source = source;
        this.work = work;
        this.text = text;
        this.end = end;
        this.origin = origin;
        position = start;
        LastEnd = start + origin;
    }

    internal enum Mode : byte
    {
        /// <summary>Between tags.</summary>
        Text,

        /// <summary>In a tag or an interpolation.</summary>
        Expression,

        /// <summary>In an expression in parentheses, where <c>&gt;</c> is an operator.</summary>
        Parentheses,

        /// <summary>In the named parameters of a user-defined directive's tag.</summary>
        NamedParameters,

        /// <summary>In the name of a user-defined directive's tag, which white space ends.</summary>
        NoSpace,
    }

    public TemplateInterpolationSyntax InterpolationSyntax { get; private init; }

    /// <summary>Whether directives are only those with a <c>#</c>.</summary>
    public bool StrictSyntax { get; set; }

    /// <summary>Whether directives are written in square brackets.</summary>
    public bool SquareTags { get; private set; }

    /// <summary>The naming convention: as set, or as the first name that shows one.</summary>
    public TemplateNamingConvention Naming { get; private set; }

    /// <summary>The offset after the last token taken: the place of errors at the end of the text.</summary>
    public int LastEnd { get; private set; }

    /// <summary>The text that offsets of tokens count in, from <see cref="Origin"/>.</summary>
    public string Text => text;

    public int Origin => origin;

    /// <summary>Reads an expression from here on, not text.</summary>
    public void StartExpression() => mode = Mode.Expression;

    /// <summary>The next token, which stays.</summary>
    public Token Peek()
    {
        if (aheadCount == 0)
        {
            Scan();
        }

        return ahead[aheadFirst];
    }

    /// <summary>What the next token is.</summary>
    public TokenKind NextKind => Peek().Kind;

    /// <summary>Where the next token starts.</summary>
    public int NextStart => Peek().Start;

    /// <summary>The token <paramref name="distance"/> tokens after the next one; all stay.</summary>
    public Token Peek(int distance)
    {
        while (aheadCount <= distance)
        {
            Scan();
        }

        return ahead[aheadFirst + distance];
    }

    /// <summary>Takes the next token.</summary>
    public Token Take()
    {
        var token = Peek();
        aheadCount--;
        aheadFirst = aheadCount == 0 ? 0 : aheadFirst + 1;
        if (token.Kind != TokenKind.EndOfText)
        {
            LastEnd = token.End;
        }

        return token;
    }

    /// <summary>The characters of a token.</summary>
    public ReadOnlySpan<char> SpanOf(Token token) => text.AsSpan(token.Start - origin, token.End - token.Start);

    /// <summary>
    /// Called between the equals sign of a named parameter and its value, and after the last one: parentheses in the values then
    /// end as named parameters need it.
    /// </summary>
    public void SetInNamedParameters(bool value)
    {
        inNamedParameters = value;
        if (value)
        {
            mode = Mode.NamedParameters;
        }
    }

    /// <summary>Fixes the naming convention by a name that shows one, or refuses one that shows the other.</summary>
    public void CheckNaming(ReadOnlySpan<char> name, int start)
    {
        foreach (var c in name)
        {
            if (c == '_')
            {
                CheckNaming(TemplateNamingConvention.Legacy, start);
                return;
            }

            if (c is >= 'A' and <= 'Z')
            {
                CheckNaming(TemplateNamingConvention.CamelCase, start);
                return;
            }
        }
    }

    /// <summary>What shows a convention in a string shows it for the template.</summary>
    public void TakeNaming(Scanner inner) => Naming = inner.Naming;

    /// <summary>Where the scanner is, to come back to.</summary>
    public Place Save() => new(
        position, mode, modeAfterInterpolation, inInterpolation, inFtlHeader, inNamedParameters, parentheses, brackets, braces, LastEnd, Naming,
        Peek(), [.. ahead.AsSpan(aheadFirst + 1, aheadCount - 1)]);

    public void Restore(in Place place)
    {
        (position, mode, modeAfterInterpolation) = (place.Position, place.Mode, place.ModeAfterInterpolation);
        (inInterpolation, inFtlHeader, inNamedParameters) = (place.InInterpolation, place.InFtlHeader, place.InNamedParameters);
        (parentheses, brackets, braces) = (place.Parentheses, place.Brackets, place.Braces);
        (LastEnd, Naming) = (place.LastEnd, place.Naming);
        (ahead, aheadFirst, aheadCount) = ([place.Next, .. place.Further], 0, 1 + place.Further.Length);
    }

    /// <summary>
    /// Goes on after an error: in a tag or an interpolation, after its end, or where another one starts; between tags, where the scanner is.
    /// </summary>
    public void Recover()
    {
        (isPending, pendingError) = (false, null);
        if (mode == Mode.Text)
        {
            while (aheadCount > 0 && ahead[aheadFirst].Kind >= TokenKind.TagEnd)
            {
                Take(); // the end of the tag or interpolation was looked at already
            }

            return;
        }

        position = Math.Max(FindBoundary(), recovered);
        recovered = position + 1; // so that errors in the same place come to an end
        LastEnd = Math.Max(LastEnd, position + origin);
        (mode, aheadFirst, aheadCount) = (Mode.Text, 0, 0);
        (inInterpolation, inFtlHeader, inNamedParameters) = (false, false, false);
        (parentheses, brackets, braces) = (0, 0, 0);
    }

    /// <summary>The offset after the end of a tag or interpolation in which something is wrong.</summary>
    private int FindBoundary()
    {
        var close = !inInterpolation ? SquareTags ? ']' : '>' : InterpolationSyntax == TemplateInterpolationSyntax.SquareBracket ? ']' : '}';
        var first = aheadCount > 0 ? ahead[aheadFirst].Start - origin : position;
        if (first > 0 && text[first - 1] is '<' or '[')
        {
            first--; // taken for an operator, but perhaps the start of a tag
        }

        for (var at = first; at < end; at++)
        {
            var c = text[at];
            if (c == close)
            {
                return at + 1;
            }

            if (c is '"' or '\'' && text.IndexOf(c, at + 1, end - at - 1) is > 0 and var quote && text.AsSpan(at, quote - at).IndexOfAny('\r', '\n') < 0)
            {
                at = quote;
            }
            else if ((c is '<' or '[' && at + 1 < end && (text[at + 1] is '#' or '@' || (text[at + 1] == '/' && at + 2 < end && text[at + 2] is '#' or '@')))
                || (c is '$' && at > first && at + 1 < end && text[at + 1] == '{'))
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>The last error of the scanner's own: of what is no token.</summary>
    public TemplateSyntaxException? Failure { get; private set; }

    public TemplateSyntaxException Error(string message, int offset)
    {
        var place = source.PositionOf(offset);
        return Failure = new(message, source.SourceName, place.Line, place.Column);
    }

    private void CheckNaming(TemplateNamingConvention shown, int start)
    {
        if (Naming == TemplateNamingConvention.AutoDetect)
        {
            Naming = shown;
        }
        else if (Naming != shown)
        {
            var error = Error(
                Naming == TemplateNamingConvention.CamelCase
                    ? "Names in this template are in camel case (upperCase); this one is not. Use one convention throughout."
                    : "Names in this template are in the legacy convention (upper_case); this one is not. Use one convention throughout.",
                start);
            Failure = null; // it is a token
            throw error;
        }
    }

    private void Scan()
    {
        if (isPending)
        {
            AddPending();
            return;
        }

        var start = position;
        if (mode == Mode.Text)
        {
            ScanText();
        }
        else
        {
            var kind = ScanExpression();
            Add().Set(kind, tokenStart + origin, position + origin);
        }

        if (endsFtlHeader)
        {
            endsFtlHeader = false;
            SkipLineEnd();
        }

        work.Add(1 + position - start);
    }

    private void AddPending()
    {
        isPending = false;
        if (pendingError is { } error)
        {
            pendingError = null;
            throw error;
        }

        Add() = pending;
    }

    /// <summary>A new token at the end of those that were looked at.</summary>
    private ref Token Add()
    {
        if (aheadFirst + aheadCount == ahead.Length)
        {
            MakeRoomAhead();
        }

        return ref ahead[aheadFirst + aheadCount++];
    }

    private void MakeRoomAhead()
    {
        if (aheadFirst > 0)
        {
            Array.Copy(ahead, aheadFirst, ahead, 0, aheadCount);
            aheadFirst = 0;
        }
        else
        {
            Array.Resize(ref ahead, ahead.Length * 2);
        }
    }

    internal readonly record struct Place(
        int Position,
        Mode Mode,
        Mode ModeAfterInterpolation,
        bool InInterpolation,
        bool InFtlHeader,
        bool InNamedParameters,
        int Parentheses,
        int Brackets,
        int Braces,
        int LastEnd,
        TemplateNamingConvention Naming,
        Token Next,
        Token[] Further);
}
