namespace TwilioSms.Benchmarks.Templates;

/// <summary>What a benchmark method is measured against, and how much of the peer's time and bytes it may take at most.</summary>
/// <param name="name">The peer, which has a column of its own.</param>
/// <param name="measured">The benchmark method of the peer; for the JVM the case of <c>cases.json</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PeerAttribute(string name, string measured) : Attribute
{
    public const string Jvm = "JVM";
    public const string Handlebars = "Handlebars.Net";
    public const string Interpolation = "C#";

    public string Name { get; } = name;

    public string Measured { get; } = measured;

    /// <summary>The largest ratio of times; 0 where none is set.</summary>
    public double Time { get; init; }

    /// <summary>The largest ratio of allocated bytes; 0 where none is set.</summary>
    public double Bytes { get; init; }
}
