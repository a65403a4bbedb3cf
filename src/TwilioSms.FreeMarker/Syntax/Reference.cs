using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Syntax;

/// <summary>A place where a template reads a variable or something inside one.</summary>
/// <param name="Path">The variable, with what follows it.</param>
/// <param name="Scope">The loop variables in force there.</param>
/// <param name="Guards">The conditions that hold there.</param>
/// <param name="IsLastTolerated">Whether the last name may be missing: <c>a.b!</c>.</param>
internal readonly record struct Reference(Expression Path, Scope? Scope, Guard? Guards, bool IsLastTolerated)
{
    /// <summary>Whether any part may be missing: <c>(a.b)!</c>.</summary>
    public bool IsTolerated { get; init; }
}

/// <summary>A condition that holds where something is read, and those around it; a chain that never changes.</summary>
internal sealed record Guard(Expression Condition, Scope? Scope, Guard? Outer);

/// <summary>A name that a template gives a value to.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, where it is one expression.</param>
/// <param name="Scope">The loop variables in force there.</param>
internal readonly record struct AssignedName(string Name, Expression? Value, Scope? Scope);
