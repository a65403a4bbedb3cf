using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

// The errors of rendering. Each method makes the exception; its caller throws it.
internal sealed partial class Environment
{
    /// <summary>The expression has no value.</summary>
    public TemplateRenderException Missing(Expression at)
    {
        if (at is Variable { Name: "null" })
        {
            return Error("FreeMarker has no null. Leave it out, test with ?? whether there is a value, or give a default after a !.", TemplateRenderFailure.MissingValue, at, null);
        }

        if (HyphenatedName(at) is { } name)
        {
            return Error($"{TextOf(at)} has no value. If the minus belongs to a name:{Advice.Sentence(name, "write")}", TemplateRenderFailure.MissingValue, at, name);
        }

        if (at is Variable { Name: { Length: > 1 } variable } && variable[0] == '$' && !Source.IsInString(at.Start))
        {
            var plain = new Advice(Source.SourceName, at.Start, at.End, [variable.TrimStart('$')]);
            return Error($"{variable} has no value. Names have no $ in front of them:{Advice.Sentence(plain, "write")}", TemplateRenderFailure.MissingValue, at, plain);
        }

        var advice = at.Advise(Source, "({}!\"...\")", "({}!)", "({}??)");
        var shown = advice?.Replacements is { Count: 3 } all
            ? $", a default {all[0]}, or test it first: {all[2]}"
            : ", a default after a !, or test it first with ??";
        return Error($"{TextOf(at)} has no value.{SizeOf(at)} Give it one in the data{shown}.", TemplateRenderFailure.MissingValue, at, advice);
    }

    /// <summary>The expression's value is not of the type that its place asks for; <paramref name="expected"/> such as "a number".</summary>
    public TemplateRenderException WrongType(Expression at, string expected, Value actual)
    {
        if (actual.IsMissing)
        {
            return expected.StartsWith("a macro", StringComparison.Ordinal)
                ? Error(TemplateRenderFailure.MissingValue, $"{TextOf(at)} has no value: no macro of that name is defined here. Define it with #macro, or #import the template that does.", at)
                : at is Dot dot && expected.StartsWith("a function", StringComparison.Ordinal) && MethodOfOtherLanguages(dot, isText: false, TemplateRenderFailure.MissingValue, dot) is { } error ? error
                : Missing(at);
        }

        var (looks, advice) = Remedy(at, expected, actual);
        return Error(
            $"{TextOf(at)} must be {expected}, but is {TypeName(actual)}{looks}.{Advice.Sentence(advice)}", TemplateRenderFailure.Other, at, advice);
    }

    /// <summary>What makes a value what is expected.</summary>
    private (string Looks, Advice? Advice) Remedy(Expression at, string expected, Value actual)
    {
        var text = actual.IsString && actual.Kind == ValueKind.String ? actual.AsString() : null;
        return expected switch
        {
            "a number" when text is not null && LooksLikeNumber(text) => (" that looks like a number", at.Advise(Source, "{}?number")),
            "a number" when actual.IsBoolean => (string.Empty, at.Advise(Source, "{}?then(1, 0)")),
            _ when expected.StartsWith("a date", StringComparison.Ordinal) && text is not null && DateFormOf(text) is { } form =>
                (" that looks like a date", at.Advise(Source, "{}" + form)),
            "a boolean" when Greater(at) is { } greater => (string.Empty, greater),
            "a boolean" when text is "true" or "false" => (" that says so", at.Advise(Source, "{}?boolean")),
            "a boolean" when actual.IsNumber => (string.Empty, at.Advise(Source, "({} != 0)")),
            "a boolean" => (string.Empty, at.Advise(Source, "{}?has_content")),
            _ when expected.StartsWith("a string or something that can be printed", StringComparison.Ordinal) && actual.Object is ISequence =>
                (string.Empty, at.Advise(Source, "{}?join(\", \")")),
            _ when expected.StartsWith("a string or something that can be printed", StringComparison.Ordinal) && actual.Object is IExtendedHash =>
                (string.Empty, at.Advise(Source, "{}?keys?join(\", \")")),
            _ when expected.StartsWith("a sequence", StringComparison.Ordinal) && text is not null => (string.Empty, at.Advise(Source, "{}?split(\",\")", "[{}]")),
            _ when expected.StartsWith("a sequence", StringComparison.Ordinal) && actual.Object is IExtendedHash => (string.Empty, at.Advise(Source, "{}?keys", "{}?values")),
            "a hash" when text?.StartsWith('{') == true => (" that looks like JSON", at.Advise(Source, "{}?eval_json")),
            _ => (string.Empty, null),
        };
    }

    /// <summary>What is asked for a name is no hash.</summary>
    public TemplateRenderException NoHash(Dot at, Value actual) =>
        (actual.IsMissing ? null : MethodOfOtherLanguages(at, actual.IsString, TemplateRenderFailure.Other, at.Target)) ?? WrongType(at.Target, "a hash", actual);

    /// <summary>The error of <c>xs.size()</c> and of <c>xs.size</c>; null where it is none of these.</summary>
    private TemplateRenderException? MethodOfOtherLanguages(Dot at, bool isText, TemplateRenderFailure failure, Node blamed)
    {
        const string Call = "()";
        if (OtherLanguages.Member(at.Key, isText) is not { } form || at.Target.Advise(Source, form) is not { } advice)
        {
            return null;
        }

        var isCall = Source.TextBetween(at.Start, at.End + Call.Length).EndsWith(Call, StringComparison.Ordinal);
        advice = advice with { End = isCall ? at.End + Call.Length : at.End };
        return Error($"{TextOf(at)} is no method or property: values have none, but built-ins.{Advice.Sentence(advice)}", failure, blamed, advice);
    }

    /// <summary>A name with a minus in it that was read as a difference: <c>total-price</c>.</summary>
    private Advice? HyphenatedName(Expression at)
    {
        if (at is not (Variable or Dot) || Source.IsInString(at.Start))
        {
            return null;
        }

        var text = Source.Text;
        var (start, end) = (at.Start, at.End);
        while (start > 1 && text[start - 1] == '-' && IsNameCharacter(text[start - 2]))
        {
            for (start--; start > 0 && (IsNameCharacter(text[start - 1]) || text[start - 1] == '.'); start--)
            {
            }
        }

        while (end + 1 < text.Length && text[end] == '-' && char.IsLetter(text[end + 1]))
        {
            for (end++; end < text.Length && IsNameCharacter(text[end]); end++)
            {
            }
        }

        if (end - start == at.End - at.Start)
        {
            return null;
        }

        var whole = text.Substring(start, end - start);
        var dot = whole.LastIndexOf('.');
        return new Advice(Source.SourceName, start, end, [dot < 0 ? $".vars[\"{whole}\"]" : $"{whole.Substring(0, dot)}[\"{whole.Substring(dot + 1)}\"]"]);

        static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
    }

    /// <summary>How many items the list has of which one is asked for in vain.</summary>
    private string SizeOf(Expression at)
    {
        if (at is not Lookup { Target: Variable or Dot, Key: Literal { Value.Kind: ValueKind.Number } } lookup || !IsPath(lookup.Target))
        {
            return string.Empty;
        }

        return EvaluateTolerantly(lookup.Target).Object is ISequence { Count: var count }
            ? count == 0 ? " The list is empty." : FormattableString.Invariant($" The list has {count} items, from [0] to [{count - 1}].")
            : string.Empty;
    }

    private static bool IsPath(Expression expression) => expression is Variable || (expression is Dot dot && IsPath(dot.Target));

    /// <summary>A comparison that its <c>&gt;</c> has cut off: <c>&lt;#if x &gt; 5&gt;</c>.</summary>
    private Advice? Greater(Expression at)
    {
        var rest = Source.Text.AsSpan(Math.Min(at.End, Source.Text.Length));
        var close = rest.IndexOf('>');
        if (Source.IsInString(at.Start) || close < 0 || !rest.Slice(0, close).IsWhiteSpace())
        {
            return null;
        }

        rest = rest.Slice(close + 1);
        var end = rest.IndexOf('>');
        var other = end < 0 ? default : rest.Slice(0, end).Trim();
        var comparison = other.StartsWith("=".AsSpan()) ? "gte" : "gt";
        other = comparison == "gte" ? other.Slice(1).Trim() : other;
        return other.Length is > 0 and <= 20 && other.IndexOfAny("<\r\n${".AsSpan()) < 0 && (char.IsDigit(other[0]) || other.IndexOf(' ') < 0)
            ? new Advice(Source.SourceName, at.Start, at.End + close + 1 + end, [$"{Source.TextBetween(at.Start, at.End)} {comparison} {other.ToString()}"])
            : null;
    }

    private static bool LooksLikeNumber(string text) => text.Length is > 0 and < 40 && Number.TryParse(text.Trim().AsSpan(), out _);

    /// <summary>The built-in that reads a text which looks like a date.</summary>
    private static string? DateFormOf(string text)
    {
        const int LongestDate = 40;
        if (text.Length is < 5 or > LongestDate)
        {
            return null;
        }

        var shape = new string(Array.ConvertAll(text.ToCharArray(), static c => char.IsDigit(c) ? '0' : c));
        return shape switch
        {
            "0000-00-00" => "?date(\"yyyy-MM-dd\")",
            "00.00.0000" => "?date(\"dd.MM.yyyy\")",
            "00/00/0000" => "?date(\"MM/dd/yyyy\")",
            "00:00" => "?time(\"HH:mm\")",
            "00:00:00" => "?time(\"HH:mm:ss\")",
            "0000-00-00 00:00" => "?datetime(\"yyyy-MM-dd HH:mm\")",
            "0000-00-00 00:00:00" => "?datetime(\"yyyy-MM-dd HH:mm:ss\")",
            _ when shape.StartsWith("0000-00-00T00:00", StringComparison.Ordinal) => "?datetime.iso",
            _ => null,
        };
    }

    /// <summary>Any other failure, blamed on a node.</summary>
    public TemplateRenderException Error(string message, Node at) => Error(TemplateRenderFailure.Other, message, at);

    /// <summary>
    /// A failure that FreeMarker blames on no expression: it is reported where the innermost running directive or interpolation
    /// starts. Errors in a built-in's arguments and in arithmetic are of this kind.
    /// </summary>
    public TemplateRenderException ErrorAtElement(string message, Exception? cause = null) =>
        Error(TemplateRenderFailure.Other, message, CurrentElement, cause);

    public TemplateRenderException ErrorAtElement(string message, Advice? advice) => Error(message, TemplateRenderFailure.Other, CurrentElement, advice);

    /// <summary>A template that another one asks for does not exist.</summary>
    public TemplateRenderException NoTemplate(string directive, string name, Node at) => Error(
        TemplateSettings.Loader is null
            ? $"#{directive}: there is no template '{NameOf(name)}', as {nameof(TemplateSettings)}.{nameof(FreeMarker.TemplateSettings.Loader)} is not set."
            : $"#{directive}: there is no template '{NameOf(name)}' (seen from {Source.Name}). {PlacesOf(name)}",
        at);

    /// <summary>Where a template was looked for.</summary>
    private string PlacesOf(string name)
    {
        const int MostTold = 6;
        if (TemplateName.Normalize(Resolve(Source.Name, name)) is not { } full)
        {
            return "Its name leads out of the template root.";
        }

        var places = string.Join(
            ", ", TemplateLocation.Acquired(full, Settings.Locale, TemplateSettings).Take(MostTold).Select(static place => place.SourceName));
        return $"It was looked for as {(NameOf(name) == name ? places : ComputedText.Mark(places))}.";
    }

    /// <summary>The loader failed where a template was asked for.</summary>
    public TemplateReadException Unreadable(string name, Exception failure, Node at)
    {
        var position = Source.PositionOf(at.Start);
        return new(TemplateReadException.Describe(NameOf(name), failure), Source.SourceName, position.Line, position.Column, failure);
    }

    /// <summary>The name of a template, for messages: what stands in the source is nobody's data.</summary>
    public string NameOf(string name)
    {
        var folder = Source.Name.Substring(0, Source.Name.LastIndexOf('/') + 1);
        var written = name.StartsWith(folder, StringComparison.Ordinal) ? name.Substring(folder.Length) : name;
        return !Source.IsComputed && Source.Text.Contains(written.TrimStart('/'), StringComparison.Ordinal) ? name : ComputedText.Mark(name);
    }

    private TemplateRenderException UnprintableBoolean(Expression at)
    {
        var advice = at.Advise(Source, "{}?then(\"yes\", \"no\")", "{}?c");
        return Error($"{TextOf(at)} is a boolean, which does not print by itself.{Advice.Sentence(advice)}", TemplateRenderFailure.Other, CurrentElement, advice);
    }

    /// <summary>Two values that cannot be compared, by their kinds.</summary>
    private TemplateRenderException Incomparable(Value left, Expression leftNode, Value right, Expression rightNode, Expression at)
    {
        var (text, textNode) = left.IsString ? (left, leftNode) : (right, rightNode);
        var isNumber = (left.IsNumber && right.IsString) || (left.IsString && right.IsNumber);
        var advice = isNumber && text.Kind == ValueKind.String && LooksLikeNumber(text.AsString()) ? textNode.Advise(Source, "{}?number")
            : isNumber ? (left.IsNumber ? leftNode : rightNode).Advise(Source, "{}?c")
            : left.IsBoolean && right.IsString ? leftNode.Advise(Source, "{}?c")
            : left.IsString && right.IsBoolean ? rightNode.Advise(Source, "{}?c")
            : null;
        return Error(
            $"{TextOf(leftNode)} is {TypeName(left)} and {TextOf(rightNode)} is {TypeName(right)}; these cannot be compared. Two numbers, two strings, two booleans or two dates of one kind can.{Advice.Sentence(advice)}",
            TemplateRenderFailure.Other,
            at,
            advice);
    }

    private TemplateRenderException Error(string message, TemplateRenderFailure failure, Node at, Advice? advice)
    {
        var position = Source.PositionOf(at.Start);
        return new(failure, message, Source.SourceName, position.Line, position.Column) { Advice = advice };
    }

    public TemplateRenderException Error(TemplateRenderFailure failure, string message, Node at, Exception? cause = null)
    {
        var position = Source.PositionOf(at.Start);
        return new(failure, message, Source.SourceName, position.Line, position.Column, cause) { Advice = (cause as TemplateRenderException)?.Advice };
    }

    /// <summary>An expression as it stands in the source, for messages; one that is too long is not cut but called the value.</summary>
    public string TextOf(Expression expression)
    {
        const int MaxLength = 60;
        var text = Source.TextBetween(expression.Start, expression.End);
        if (text.Length is 0 or > MaxLength || text.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return "The value";
        }

        return Source.IsComputed ? ComputedText.Mark(text) : text;
    }

    /// <summary>What a value is, for people: "a number", "a hash".</summary>
    public static string TypeName(Value value) => value.Kind switch
    {
        ValueKind.Missing => "missing",
        ValueKind.String => "a string",
        ValueKind.Boolean => "a boolean",
        ValueKind.Number => "a number",
        ValueKind.Date => value.AsDate().Kind switch
        {
            DateKind.Date => "a date",
            DateKind.Time => "a time",
            DateKind.DateTime => "a date-time",
            _ => "a date of unknown kind",
        },
        _ => value.Object switch
        {
            IText => "a string",
            ISequence => "a sequence",
            IBooleanSource => "a boolean",
            IDateSource => "a date",
            IMethod => "a method",
            IHash => "a hash",
            IIterable => "a collection",
            _ => "a value of another type",
        },
    };
}
