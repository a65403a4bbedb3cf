using TwilioSms.FreeMarker.Errors;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Text;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>The errors of rendering that are about expressions. A method makes an exception; its caller throws it.</summary>
internal sealed class RenderErrors(Environment environment)
{
    private TemplateSource Source => environment.Position.Source;

    /// <summary>A failure, blamed on a node.</summary>
    public TemplateRenderException At(string message, Node at) => At(TemplateRenderFailure.Other, message, at);

    /// <inheritdoc cref="Position.Error(TemplateRenderFailure, string, Node, Exception?)"/>
    public TemplateRenderException At(TemplateRenderFailure failure, string message, Node at, Exception? cause = null) =>
        environment.Position.Error(failure, message, at, cause);

    /// <inheritdoc cref="Position.ErrorAtElement"/>
    public TemplateRenderException AtElement(string message, Exception? cause = null) => environment.Position.ErrorAtElement(message, cause);

    /// <summary>The same, with advice.</summary>
    public TemplateRenderException AtElement(string message, Advice? advice) =>
        environment.Position.Error(TemplateRenderFailure.Other, message, environment.Position.Element, advice);

    /// <summary>The expression has no value.</summary>
    public TemplateRenderException Missing(Expression at)
    {
        if (at.VariableName == "null")
        {
            return Missing("FreeMarker has no null. Leave it out, test with ?? whether there is a value, or give a default after a !.", at, null);
        }

        if (Remedies.HyphenatedName(Source, at) is { } name)
        {
            return Missing($"{TextOf(at)} has no value. If the minus belongs to a name:{Advice.Sentence(name, "write")}", at, name);
        }

        if (at.VariableName is { Length: > 1 } variable && variable[0] == '$' && !Source.IsInString(at.Start))
        {
            var plain = new Advice(Source.SourceName, at.Start, at.End, [variable.TrimStart('$')]);
            return Missing($"{variable} has no value. Names have no $ in front of them:{Advice.Sentence(plain, "write")}", at, plain);
        }

        var advice = at.Advise(Source, "({}!\"...\")", "({}!)", "({}??)");
        var shown = advice?.Replacements is { Count: 3 } all
            ? $", a default {all[0]}, or test it first: {all[2]}"
            : ", a default after a !, or test it first with ??";
        return Missing($"{TextOf(at)} has no value.{SizeOf(at)} Give it one in the data{shown}.", at, advice);
    }

    /// <summary>The expression's value is not of the type that its place asks for; <paramref name="expected"/> such as "a number".</summary>
    public TemplateRenderException WrongType(Expression at, string expected, Value actual)
    {
        if (actual.IsMissing)
        {
            return expected.StartsWith("a macro", StringComparison.Ordinal)
                ? At(TemplateRenderFailure.MissingValue, $"{TextOf(at)} has no value: no macro of that name is defined here. Define it with #macro, or #import the template that does.", at)
                : expected.StartsWith("a function", StringComparison.Ordinal) && MethodOfOtherLanguages(at, isText: false, TemplateRenderFailure.MissingValue, at) is { } error ? error
                : Missing(at);
        }

        var (looks, advice) = Remedies.For(Source, at, expected, actual);
        return environment.Position.Error(
            TemplateRenderFailure.Other, $"{TextOf(at)} must be {expected}, but is {TypeName(actual)}{looks}.{Advice.Sentence(advice)}", at, advice);
    }

    /// <summary>What is asked for a name is no hash.</summary>
    /// <param name="at">The whole expression: <c>a.b</c>.</param>
    /// <param name="target">What is asked.</param>
    /// <param name="actual">Its value.</param>
    public TemplateRenderException NoHash(Expression at, Expression target, Value actual) =>
        (actual.IsMissing ? null : MethodOfOtherLanguages(at, actual.IsString, TemplateRenderFailure.Other, target)) ?? WrongType(target, "a hash", actual);

    public TemplateRenderException UnprintableBoolean(Expression at)
    {
        var advice = at.Advise(Source, "{}?then(\"yes\", \"no\")", "{}?c");
        return environment.Position.Error(TemplateRenderFailure.Other, $"{TextOf(at)} is a boolean, which does not print by itself.{Advice.Sentence(advice)}", environment.Position.Element, advice);
    }

    /// <summary>Two values that cannot be compared, by their kinds.</summary>
    public TemplateRenderException Incomparable(Value left, Expression leftNode, Value right, Expression rightNode, Expression at)
    {
        var (text, textNode) = left.IsString ? (left, leftNode) : (right, rightNode);
        var isNumber = (left.IsNumber && right.IsString) || (left.IsString && right.IsNumber);
        var advice = isNumber && text.Kind == ValueKind.String && Remedies.LooksLikeNumber(text.AsString()) ? textNode.Advise(Source, "{}?number")
            : isNumber ? (left.IsNumber ? leftNode : rightNode).Advise(Source, "{}?c")
            : left.IsBoolean && right.IsString ? leftNode.Advise(Source, "{}?c")
            : left.IsString && right.IsBoolean ? rightNode.Advise(Source, "{}?c")
            : null;
        return environment.Position.Error(
            TemplateRenderFailure.Other,
            $"{TextOf(leftNode)} is {TypeName(left)} and {TextOf(rightNode)} is {TypeName(right)}; these cannot be compared. Two numbers, two strings, two booleans or two dates of one kind can.{Advice.Sentence(advice)}",
            at,
            advice);
    }

    /// <summary>A template that another one asks for does not exist.</summary>
    public TemplateRenderException NoTemplate(string directive, string name, Node at) => At(
        environment.TemplateSettings.Loader is null
            ? $"#{directive}: there is no template '{environment.Position.NameOf(name)}', as {nameof(TemplateSettings)}.{nameof(TemplateSettings.Loader)} is not set."
            : $"#{directive}: there is no template '{environment.Position.NameOf(name)}' (seen from {Source.Name}). {PlacesOf(name)}",
        at);

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

    private TemplateRenderException Missing(string message, Expression at, Advice? advice) =>
        environment.Position.Error(TemplateRenderFailure.MissingValue, message, at, advice);

    /// <summary>How many items the list has of which one is asked for in vain.</summary>
    private string SizeOf(Expression at) =>
        at.IndexedList is { } list && environment.EvaluateTolerantly(list).Object is ISequence { Count: var count }
            ? count == 0 ? " The list is empty." : FormattableString.Invariant($" The list has {count} items, from [0] to [{count - 1}].")
            : string.Empty;

    /// <summary>The error of <c>xs.size()</c> and of <c>xs.size</c>; null where it is none of these.</summary>
    private TemplateRenderException? MethodOfOtherLanguages(Expression at, bool isText, TemplateRenderFailure failure, Node blamed)
    {
        const string Call = "()";
        if (at.Member is not { } member || OtherLanguages.Member(member.Key, isText) is not { } form || member.Target.Advise(Source, form) is not { } advice)
        {
            return null;
        }

        var isCall = Source.TextBetween(at.Start, at.End + Call.Length).EndsWith(Call, StringComparison.Ordinal);
        advice = advice with { End = isCall ? at.End + Call.Length : at.End };
        return environment.Position.Error(
            failure, $"{TextOf(at)} is no method or property: values have none, but built-ins.{Advice.Sentence(advice)}", blamed, advice);
    }

    /// <summary>Where a template was looked for.</summary>
    private string PlacesOf(string name)
    {
        const int MostTold = 6;
        if (TemplateName.Normalize(environment.Templates.Resolve(Source.Name, name)) is not { } full)
        {
            return "Its name leads out of the template root.";
        }

        var places = string.Join(
            ", ", TemplateLocation.Acquired(full, environment.Settings.Locale, environment.TemplateSettings).Take(MostTold).Select(static place => place.SourceName));
        return $"It was looked for as {(environment.Position.NameOf(name) == name ? places : ComputedText.Mark(places))}.";
    }
}
