namespace TwilioSms.FreeMarker.Tree;

/// <summary>An operator on two values that compares or computes.</summary>
internal enum Operator : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

internal static class OperatorExtensions
{
    /// <summary>Whether the operator holds for what is in that order: negative where the left side comes first.</summary>
    public static bool Holds(this Operator operation, int order) => operation switch
    {
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        Operator.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}
