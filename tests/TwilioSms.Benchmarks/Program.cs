using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using TwilioSms.Benchmarks.Bulk;
using TwilioSms.Benchmarks.Ledger;
using TwilioSms.Benchmarks.Sending;
using TwilioSms.Benchmarks.Templates;
using TwilioSms.Benchmarks.Workers;

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

// "million" shows the memory of a run with keys over a ledger that lasts.
if (args is ["million", "--ledger", var place, "--count", var messages])
{
    return await KeyedMemory.RunAsync(Console.Out, place, int.Parse(messages, CultureInfo.InvariantCulture)).ConfigureAwait(false);
}

// "ledger" compares how many messages a second go through the ledgers.
if (args is ["ledger"])
{
    await LedgerThroughput.CompareAsync(Console.Out).ConfigureAwait(false);
    return 0;
}

// "activiti" compares how many requests of an engine are answered.
if (args is ["activiti"])
{
    await ActivitiThroughput.CompareAsync(Console.Out).ConfigureAwait(false);
    return 0;
}

// "first-send" compares how long a process takes to its first message; with a client and an address it is how it starts those it measures.
if (args is ["first-send"])
{
    await FirstSend.CompareAsync(Console.Out).ConfigureAwait(false);
    return 0;
}

if (args is ["first-send", var client, var address])
{
    await FirstSend.RunAsync(client, new Uri(address)).ConfigureAwait(false);
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

RunBenchmarks([.. args.Where(static argument => argument != "--jvm")]);
return 0;

// Apart, so that no process that measures something else loads what this needs.
[MethodImpl(MethodImplOptions.NoInlining)]
static void RunBenchmarks(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
