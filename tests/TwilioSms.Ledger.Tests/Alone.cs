namespace TwilioSms.Ledger.Tests;

/// <summary>What measures the process itself runs beside nothing else.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
