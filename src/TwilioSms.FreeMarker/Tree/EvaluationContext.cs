using TwilioSms.FreeMarker.Formatting;

namespace TwilioSms.FreeMarker.Tree;

/// <summary>What a text that is parsed while rendering, by <c>?eval</c> or <c>?interpret</c>, takes over from the place it stands at.</summary>
/// <param name="Settings">The settings of its template.</param>
/// <param name="OutputFormat">The output format there.</param>
/// <param name="AutoEscaping">When values are escaped there.</param>
/// <param name="Scope">The loop variables in force there.</param>
/// <param name="Unit">What those, and the locals, belong to.</param>
internal sealed record EvaluationContext(
    TemplateSettings Settings, OutputFormat OutputFormat, TemplateAutoEscaping AutoEscaping, Scope? Scope, Unit Unit);
