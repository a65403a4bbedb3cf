namespace TwilioSms.Tests;

/// <summary>Tests that measure what the whole process has: no other test runs at the time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
