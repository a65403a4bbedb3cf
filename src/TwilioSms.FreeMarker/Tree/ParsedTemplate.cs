namespace TwilioSms.FreeMarker.Tree;

/// <summary>The tree of a template.</summary>
/// <param name="Content">What it executes.</param>
/// <param name="Unit">The slots it needs.</param>
/// <param name="Macros">Its macros and functions, which are defined before it is executed.</param>
/// <param name="LiteralNames">The templates it includes and imports by constant names.</param>
internal record ParsedTemplate(Block Content, Unit Unit, Macro[] Macros, IReadOnlyList<string> LiteralNames);
