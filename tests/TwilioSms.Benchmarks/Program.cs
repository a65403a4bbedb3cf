using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using TwilioSms.Benchmarks.Bulk;
using TwilioSms.Benchmarks.Ledger;
using TwilioSms.Benchmarks.Sending;
using TwilioSms.Benchmarks.Templates;

// "bulk" compares the memory of bulk runs; with a number of messages it is how it starts the process that it measures.
if (args is ["bulk"])
{
    return await BulkMemory.CompareAsync().ConfigureAwait(false);
}

if (args is ["bulk", var count])
{
    await BulkMemory.RunAsync(int.Parse(count, CultureInfo.InvariantCulture)).ConfigureAwait(false);
    return 0;
}

// "ledger" compares how many keys the ledgers let through.
if (args is ["ledger"])
{
    await LedgerThroughput.CompareAsync(Console.Out).ConfigureAwait(false);
    return 0;
}

// "serve" is how the benchmarks start their own peer: a process apart, so that its work is in nobody's figures.
if (args is ["serve"])
{
    await LoopbackServer.RunAsync(Console.Out, Console.In).ConfigureAwait(false);
    return 0;
}

// "--jvm" measures Apache FreeMarker on the JVM first, so that the columns Time/JVM and Bytes/JVM can be filled.
if (args.Contains("--jvm") && !JvmPeer.TryMeasure())
{
    await Console.Error.WriteLineAsync("Apache FreeMarker is not installed: apt-get install libfreemarker-java libjackson2-databind-java default-jdk-headless").ConfigureAwait(false);
    return 1;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    [.. args.Where(static argument => argument != "--jvm")],
    ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
return 0;
