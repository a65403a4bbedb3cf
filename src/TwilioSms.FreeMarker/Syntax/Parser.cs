using System.Runtime.CompilerServices;
using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Formatting;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>Turns the tokens of one template into its tree, by recursive descent.</summary>
internal sealed partial class Parser : IPlace
{
    private const int LevelsBetweenProbes = 8;

    // Room for what most templates read.
    private const int CharactersPerReference = 32;

    private readonly TemplateSource source;
    private readonly TemplateSettings settings;
    private readonly ParsingWork work;
    private readonly TemplateAutoEscaping initialEscaping;
    private readonly string?[] names = new string?[64];
    private readonly List<Reference> references;
    private readonly List<AssignedName> assigned = [];
    private Scanner scanner;
    private ParserContext context;
    private int depth;

    public Parser(TemplateSource source, TemplateSettings settings, CancellationToken cancellationToken)
    {
        this.source = source;
        this.settings = settings;
        work = new ParsingWork(cancellationToken);
        scanner = new Scanner(source, settings, work);
        layout = new Layout(source.Text, work);
        references = new List<Reference>(source.Text.Length / CharactersPerReference);
        initialEscaping = settings.AutoEscaping;
        var outputFormat = OutputFormat.Find(settings.OutputFormat)
            ?? throw new ArgumentException($"There is no output format '{settings.OutputFormat}'.", nameof(settings));
        if (FormatOfExtension(source.Name) is { } format)
        {
            // Such a name asks for escaping too, whatever the settings say of it.
            outputFormat = format;
            initialEscaping = TemplateAutoEscaping.EnableIfSupported;
        }

        context = new ParserContext(new Unit(), outputFormat, initialEscaping);

        stripWhitespace = settings.WhitespaceStripping;
        ProbeStack(0);
    }

    public Scope? Scope => context.Scope;

    public Unit Unit => context.Unit;

    public OutputFormat OutputFormat => context.OutputFormat;

    public bool IsBroken => context.IsBroken;

    /// <summary>The steps it has taken so far.</summary>
    public long Steps => work.Steps;

    /// <summary>What stands in other surroundings is parsed until the result is disposed of; the surroundings change nowhere else.</summary>
    private Surroundings Within(ParserContext inner)
    {
        var outer = context;
        context = inner;
        return new Surroundings(this, outer);
    }

    public TemplateSyntaxException Error(string message, int offset) => Error(message, offset, atEnd: false);

    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Where.</param>
    /// <param name="advice">What the message says can be written instead.</param>
    private TemplateSyntaxException Error(string message, int offset, Advice? advice)
    {
        var position = source.PositionOf(offset);
        return new(message, source.SourceName, position.Line, position.Column) { Advice = advice };
    }

    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Where.</param>
    /// <param name="atEnd">Whether the last column before that place is meant; a tab has several.</param>
    private TemplateSyntaxException Error(string message, int offset, bool atEnd)
    {
        var position = source.PositionOf(offset);
        if (atEnd && offset > 0)
        {
            position = position.Column > 1 ? position with { Column = position.Column - 1 } : source.PositionOf(offset - 1);
        }

        return new(message, source.SourceName, position.Line, position.Column);
    }

    private static OutputFormat? FormatOfExtension(string name) =>
        name.EndsWith(".ftlh", StringComparison.OrdinalIgnoreCase) ? OutputFormat.Html
        : name.EndsWith(".ftlx", StringComparison.OrdinalIgnoreCase) ? OutputFormat.Xml
        : null;

    /// <summary>The one place where nesting is counted, of blocks, expressions and literals alike.</summary>
    private void Enter(int offset)
    {
        work.Step();
        if (++depth > settings.Limits.Nesting)
        {
            throw Error(
                FormattableString.Invariant(
                    $"The limit {nameof(TemplateLimits)}.{nameof(TemplateLimits.Nesting)} of {settings.Limits.Nesting} levels is reached. Nest less, or raise the limit for templates you trust."),
                offset);
        }

        if (depth % LevelsBetweenProbes == 0)
        {
            ProbeStack(offset);
        }
    }

    /// <summary>Few levels need less stack than the runtime keeps in reserve, so not each of them has to look.</summary>
    private void ProbeStack(int offset)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw Error("The template nests too deeply for the stack of this thread. Nest less.", offset);
        }
    }

    private void Leave() => depth--;

    /// <summary>A source over the limit is not even scanned.</summary>
    private void CheckLength()
    {
        if (source.Text.Length > settings.Limits.SourceLength)
        {
            throw Error(
                FormattableString.Invariant(
                    $"The limit {nameof(TemplateLimits)}.{nameof(TemplateLimits.SourceLength)} of {settings.Limits.SourceLength} characters is reached. Shorten the template, or raise the limit for templates you trust."),
                0);
        }
    }

    private bool Next(TokenKind kind) => scanner.NextKind == kind;

    private bool TryTake(TokenKind kind)
    {
        if (scanner.NextKind != kind)
        {
            return false;
        }

        scanner.Take();
        return true;
    }

    private Token Expect(TokenKind kind, string expected)
    {
        if (scanner.NextKind != kind)
        {
            throw Unexpected(expected);
        }

        return scanner.Take();
    }

    /// <summary>The error of a token that cannot stand where it is.</summary>
    private TemplateSyntaxException Unexpected(string expected) => Unexpected(expected, Unclosed());

    private TemplateSyntaxException Unexpected(string expected, string hint)
    {
        var token = scanner.Peek();
        if (token.Kind == TokenKind.EndOfText)
        {
            return mismatch = Error($"The template ends here, but {expected} is still missing.{hint}", token.Start, atEnd: true);
        }

        var start = token.Start;
        if (token.Kind == TokenKind.Text && scanner.FirstNonBlank(token) is var first && first < token.End)
        {
            start = first;
        }

        return mismatch = Error($"Found {Quote(token)}, but expected {expected}.{hint}", start, OtherOperator(token));
    }

    /// <summary>What may have been meant by the next token, after a space: where the innermost tag was opened that is still open, or FreeMarker's word for another language's.</summary>
    private string Unclosed()
    {
        var token = scanner.Peek();
        if (OtherOperator(token) is { } advice)
        {
            return $" FreeMarker writes {advice.Replacements[0]} for that.";
        }

        if (token.Kind == TokenKind.In)
        {
            return " FreeMarker lists items as item, and asks for one with items?seq_contains(item).";
        }

        return context.OpenTag is { } open ? StillOpen(open.Start) : string.Empty;
    }

    /// <summary>FreeMarker's operator for a word of another language that is the next token, or a <c>not</c> before it; null where there is none.</summary>
    private Advice? OtherOperator(Token token)
    {
        const string Not = "not ";
        if (token.Kind == TokenKind.Identifier && OtherLanguages.Operator(NameOf(token)) is { } symbol)
        {
            return Instead(token, symbol);
        }

        var start = token.Start - Not.Length;
        return start > 0 && source.TextBetween(start, token.Start).Equals(Not, StringComparison.OrdinalIgnoreCase) && !IdentifierCharacters.Contains(source.Text[start - 1])
            ? new Advice(source.SourceName, start, token.Start, ["!"])
            : null;
    }

    private Advice Instead(Token token, string replacement) => new(source.SourceName, token.Start, token.End, [replacement]);

    private string StillOpen(Token tag)
    {
        var place = source.PositionOf(tag.Start);
        return FormattableString.Invariant($" The innermost tag that is still open is {Quote(tag)}, at line {place.Line}, column {place.Column}.");
    }

    private string Quote(Token token)
    {
        const int MaxLength = 30;
        var text = source.TextBetween(token.Start, EndOfTag(token)).Trim();
        return text.Length <= MaxLength ? $"\"{text}\"" : $"\"{text.Substring(0, MaxLength)}...\"";
    }

    /// <summary>The end of a whole tag, where it is on one line; what is open is known by its parameters too.</summary>
    private int EndOfTag(Token token)
    {
        if (!(token.HasParameters || token.Kind == TokenKind.UserTag) || token.End > source.Text.Length)
        {
            return token.End;
        }

        var length = source.Text.AsSpan(token.End).IndexOfAny('>', '\r', '\n');
        return length < 0 || source.Text[token.End + length] != '>' ? token.End : token.End + length + 1;
    }

    /// <summary>The name an identifier token stands for, without the backslashes that escape characters in it.</summary>
    private string NameOf(Token token) => Intern(scanner.SpanOf(token));

    /// <summary>Names recur: mostly one string for each. One with backslashes is not known as it is written.</summary>
    private string Intern(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return string.Empty;
        }

        ref var known = ref names[((name.Length * 7) + (name[0] * 3) + name[name.Length - 1]) & (names.Length - 1)];
        if (known is null || !name.SequenceEqual(known.AsSpan()))
        {
            if (name.IndexOf('\\') >= 0)
            {
                return name.ToString().Replace("\\", string.Empty);
            }

            known = name.ToString();
        }

        return known;
    }

    private T Ended<T>(T expression)
        where T : Expression => Placed(expression.Start, expression);

    private T Placed<T>(int start, T expression)
        where T : Expression
    {
        expression.Place(start, scanner.LastEnd);
        return expression;
    }

    private readonly ref struct Surroundings(Parser parser, ParserContext outer)
    {
        public void Dispose() => parser.context = outer;
    }
}
