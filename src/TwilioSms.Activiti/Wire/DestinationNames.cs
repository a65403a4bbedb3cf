using System.Text.RegularExpressions;

namespace TwilioSms.Activiti.Wire;

/// <summary>The names of exchanges and of the queue, as Activiti's settings make them.</summary>
internal sealed partial class DestinationNames(ActivitiWorkerOptions options)
{
    public const string ToLowerCase = "toLowerCase";
    public const string EscapeIllegalChars = "escapeIllegalChars";

    public static readonly IReadOnlyList<string> Transformers = [ToLowerCase, EscapeIllegalChars];

    /// <summary>The exchanges that requests come by.</summary>
    public IReadOnlyList<string> RequestExchanges { get; } =
        [.. Requested(options).Select(name => options.RabbitPrefix + Destination(options, name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The queue that takes them.</summary>
    public string Queue { get; } = options.Queue ?? options.RabbitPrefix + (Requested(options) is [var only]
        ? $"{Destination(options, only)}.{options.ServiceName}"
        : options.ServiceName);

    /// <summary>Whether an exchange has requests of this connector and of no other.</summary>
    public bool IsOwn(string exchange) => exchange == options.RabbitPrefix + Destination(options, options.Implementation);

    /// <summary>The exchange of a destination that an answer goes to.</summary>
    public string ExchangeOf(string destination) => options.RabbitPrefix + destination;

    /// <summary>Where results go, without the broker's prefix; null where neither settings nor request say.</summary>
    public string? ResultDestination(string? requested, string? serviceFullName) =>
        options.ResultDestination ?? Answered("integrationResult", requested, serviceFullName);

    /// <summary>Where errors go, without the broker's prefix; null where neither settings nor request say.</summary>
    public string? ErrorDestination(string? requested, string? serviceFullName) =>
        options.ErrorDestination ?? Answered("integrationError", requested, serviceFullName);

    private static IReadOnlyList<string> Requested(ActivitiWorkerOptions options) =>
        options.Destinations.Count == 0 ? [options.Implementation] : options.Destinations;

    private string? Answered(string kind, string? requested, string? serviceFullName) =>
        !string.IsNullOrEmpty(requested) ? requested
        : !string.IsNullOrEmpty(serviceFullName) ? Destination(options, kind + options.DestinationSeparator + serviceFullName)
        : null;

    private static string Destination(ActivitiWorkerOptions options, string name)
    {
        var destination = string.IsNullOrEmpty(options.DestinationPrefix) ? name : options.DestinationPrefix + options.DestinationSeparator + name;
        if (!options.UseDestinationTransformers)
        {
            return destination;
        }

        foreach (var transformer in options.DestinationTransformers)
        {
#pragma warning disable CA1308 // It is the name of the transformer, and what the engine does.
            destination = transformer == ToLowerCase ? destination.ToLowerInvariant() : IllegalCharacter().Replace(destination, "-");
#pragma warning restore CA1308
        }

        return destination;
    }

    [GeneratedRegex(@"[\t\s*#:]", RegexOptions.CultureInvariant)]
    private static partial Regex IllegalCharacter();
}
