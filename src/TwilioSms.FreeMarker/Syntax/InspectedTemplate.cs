using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>The tree of a template, with what can be told of it without executing it.</summary>
/// <param name="Content">What it executes.</param>
/// <param name="Unit">The slots it needs.</param>
/// <param name="Macros">Its macros and functions, which are defined before it is executed.</param>
/// <param name="LiteralNames">The templates it includes and imports by constant names.</param>
/// <param name="References">Where it reads variables.</param>
/// <param name="Assigned">Where it gives values to names.</param>
internal sealed record InspectedTemplate(
    Block Content, Unit Unit, Macro[] Macros, IReadOnlyList<string> LiteralNames, IReadOnlyList<Reference> References, IReadOnlyList<AssignedName> Assigned)
    : ParsedTemplate(Content, Unit, Macros, LiteralNames);
