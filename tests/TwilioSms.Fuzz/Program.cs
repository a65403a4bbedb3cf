using System.Diagnostics;
using SharpFuzz;
using TwilioSms.Fuzz.Targets;

// TwilioSms.Fuzz TARGET [SECONDS] [SEED] [CORPUS]: mutates the corpus at random, and ends with 1 on the first finding, which it writes to
// a file. TwilioSms.Fuzz TARGET FILE: runs one input again. TwilioSms.Fuzz TARGET --libfuzzer: under libfuzzer-dotnet, on assemblies that
// the sharpfuzz tool has instrumented.
if (args.Length == 0 || !FuzzTarget.All.TryGetValue(args[0], out var target))
{
    Console.Error.WriteLine($"Usage: TwilioSms.Fuzz {string.Join('|', FuzzTarget.All.Keys)} [SECONDS [SEED [CORPUS]] | FILE | --libfuzzer]");
    return 2;
}

if (args.Length > 1 && args[1] == "--libfuzzer")
{
    Fuzzer.LibFuzzer.Run(input => target(input));
    return 0;
}

if (args.Length > 1 && File.Exists(args[1]))
{
    target(File.ReadAllBytes(args[1]));
    return 0;
}

var seconds = args.Length > 1 ? int.Parse(args[1], null) : 60;
var seed = args.Length > 2 ? int.Parse(args[2], null) : Environment.TickCount;
var corpus = Corpus.Read(args.Length > 3 ? args[3] : Path.Combine(AppContext.BaseDirectory, "Corpus", args[0]));
var finding = Path.GetFullPath($"finding-{args[0]}-{seed}");
Console.WriteLine($"{args[0]}: {corpus.Count} inputs to start from, seed {seed}, {seconds} s");

var mutator = new Mutator(corpus, seed);
var runs = 0L;
var slowest = TimeSpan.Zero;
for (var began = Stopwatch.StartNew(); began.Elapsed.TotalSeconds < seconds; runs++)
{
    var input = runs < corpus.Count ? corpus[(int)runs] : mutator.Next();
    // Written before it is run: an overflow of the stack leaves nobody to write it.
    File.WriteAllBytes(finding, input);
    var run = Stopwatch.StartNew();
    try
    {
        target(input);
    }
#pragma warning disable CA1031 // Whatever it is, it is the finding.
    catch (Exception exception)
#pragma warning restore CA1031
    {
        Console.WriteLine($"After {runs} runs, {finding}: {exception}");
        return 1;
    }

    if (run.Elapsed > slowest)
    {
        slowest = run.Elapsed;
        if (slowest.TotalSeconds > 1)
        {
            File.Copy(finding, finding + "-slow", overwrite: true);
        }
    }
}

File.Delete(finding);
Console.WriteLine($"{runs} runs, nothing found; the slowest took {slowest.TotalMilliseconds:0} ms");
return 0;
