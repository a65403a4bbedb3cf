namespace TwilioSms.FreeMarker;

/// <summary>What can be written instead of a piece of a template. Errors tell it, and it parses in the place of the piece.</summary>
/// <param name="SourceName">The template.</param>
/// <param name="Start">The offset of the piece.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Replacements">What can stand there instead.</param>
internal sealed record Advice(string SourceName, int Start, int End, IReadOnlyList<string> Replacements)
{
    private const int LongestQuoted = 60;

    /// <summary>The advice as a sentence, after a space; nothing where there is none, or where the piece is too long to be repeated.</summary>
    public static string Sentence(Advice? advice, string introduction = "Write") => advice is null
        ? string.Empty
        : $" {introduction} {string.Join(", or ", advice.Replacements)}.";

    /// <summary>Advice for an expression; none where it has no text of its own that could be repeated.</summary>
    /// <param name="source">Its template.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="forms">What to write, where <c>{}</c> stands for the expression: as it is, or in parentheses where it is no operand. A form with quotation
    /// marks is left out inside of a string.</param>
    public static Advice? For(TemplateSource source, Expression expression, params string[] forms)
    {
        var text = source.TextBetween(expression.Start, expression.End);
        if (text.Length is 0 or > LongestQuoted || text.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            return null;
        }

        var operand = expression.IsOperand ? text : $"({text})";
        forms = source.IsCamelCase ? Array.ConvertAll(forms, BuiltIn.ToCamel) : forms;
        var isInString = source.IsInString(expression.Start);
        var replacements = Array.ConvertAll(Array.FindAll(forms, form => !isInString || form.IndexOf('"') < 0), form => form.Replace("{}", operand));
        return replacements.Length == 0 ? null : new Advice(source.SourceName, expression.Start, expression.End, replacements);
    }
}
