namespace TwilioSms.FreeMarker.Errors;

/// <summary>What can be written instead of a piece of a template. Errors tell it, and it parses in the place of the piece.</summary>
/// <param name="SourceName">The template.</param>
/// <param name="Start">The offset of the piece.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Replacements">What can stand there instead.</param>
internal sealed record Advice(string SourceName, int Start, int End, IReadOnlyList<string> Replacements)
{
    /// <summary>The advice as a sentence, after a space; nothing where there is none, or where the piece is too long to be repeated.</summary>
    public static string Sentence(Advice? advice, string introduction = "Write") => advice is null
        ? string.Empty
        : $" {introduction} {string.Join(", or ", advice.Replacements)}.";
}
