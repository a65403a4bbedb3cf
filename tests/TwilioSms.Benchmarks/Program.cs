using BenchmarkDotNet.Running;
using TwilioSms.Benchmarks.Sending;

// "serve" is how the benchmarks start their own peer: a process apart, so that its work is in nobody's figures.
if (args is ["serve"])
{
    await LoopbackServer.RunAsync(Console.Out, Console.In).ConfigureAwait(false);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
