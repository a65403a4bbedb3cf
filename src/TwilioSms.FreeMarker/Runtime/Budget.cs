using System.Runtime.CompilerServices;
using TwilioSms.FreeMarker.Model;
using TwilioSms.FreeMarker.Tree;

namespace TwilioSms.FreeMarker.Runtime;

/// <summary>What a rendering may use up. Everything is charged here, and before it is allocated.</summary>
internal sealed class Budget(TemplateLimits limits, Position position)
{
    private const int StepsBetweenChecks = 64;

    /// <summary>Characters whose handling counts as one step.</summary>
    private const int CharactersPerStep = 64;

    /// <summary>Characters of source whose parsing counts as one step.</summary>
    private const int ParsedPerStep = 4;

    /// <summary>However deep values may be, views of views are read by recursion.</summary>
    private const int DeepestValue = 1_000;

    private long stepsLeft;
    private int stepsUntilCheck;
    private long outputLeft;
    private int includesLeft;

    public TemplateLimits Limits => limits;

    /// <summary>Ends the rendering where it is asked for.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>One step: an element executed, an expression evaluated, an item visited.</summary>
    public void Step(Node at)
    {
        if (--stepsUntilCheck < 0)
        {
            Check(at, 1);
        }
    }

    /// <summary>As many steps as the work in hand asks.</summary>
    public void Charge(long steps, Node at)
    {
        if (steps <= stepsUntilCheck)
        {
            stepsUntilCheck -= (int)steps;
        }
        else
        {
            var missing = steps - stepsUntilCheck;
            stepsUntilCheck = 0;
            Check(at, missing);
        }
    }

    /// <summary>The reading of <paramref name="length"/> characters.</summary>
    public void ChargeReading(long length, Node at) => Charge(length / CharactersPerStep, at);

    /// <summary>The parsing of <paramref name="length"/> characters of source.</summary>
    public void ChargeParsing(long length, Node at) => Charge(length / ParsedPerStep, at);

    /// <summary>The search for one text in another, which at worst compares them at every character.</summary>
    public void ChargeSearch(string text, string searched, Node at) =>
        Charge((text.Length + ((long)text.Length * searched.Length / CharactersPerStep)) / CharactersPerStep, at);

    /// <summary>A string of <paramref name="length"/> characters that is about to be made.</summary>
    public void ChargeString(long length, Node at) => ChargeString(length, length, at);

    /// <summary>A string that is about to grow to <paramref name="length"/> characters by <paramref name="added"/>.</summary>
    public void ChargeString(long length, long added, Node at)
    {
        if (length > limits.StringLength)
        {
            throw LimitReached(nameof(TemplateLimits.StringLength), limits.StringLength, "characters of one string", at);
        }

        Charge(added / CharactersPerStep, at);
    }

    /// <summary>A list or hash of <paramref name="count"/> items that is about to be made; an item is a step.</summary>
    public void ChargeCollection(long count, Node at) => ChargeCollection(count, count, at);

    /// <summary>A list or hash that is about to grow to <paramref name="count"/> items by <paramref name="added"/>.</summary>
    public void ChargeCollection(long count, long added, Node at)
    {
        if (count > limits.CollectionSize)
        {
            throw LimitReached(nameof(TemplateLimits.CollectionSize), limits.CollectionSize, "items of one collection", at);
        }

        Charge(added, at);
    }

    /// <summary>A list or hash that holds others <paramref name="depth"/> levels deep, itself counted.</summary>
    public void CheckValueDepth(int depth, Node at)
    {
        if (depth > limits.ValueDepth)
        {
            throw LimitReached(nameof(TemplateLimits.ValueDepth), limits.ValueDepth, "levels of lists and hashes inside each other", at);
        }

        if (depth > DeepestValue)
        {
            throw position.Error(TemplateRenderFailure.LimitExceeded, "Lists and hashes nest too deeply for the stack of a thread. Nest less.", at);
        }
    }

    /// <summary>A number of <paramref name="digits"/> decimal digits, written without an exponent, that is about to be made.</summary>
    public void ChargeDigits(long digits, Node at)
    {
        if (digits > limits.NumberDigits)
        {
            throw LimitReached(nameof(TemplateLimits.NumberDigits), limits.NumberDigits, "digits of one number", at);
        }

        Charge(digits / CharactersPerStep, at);
    }

    /// <summary>A number about to be used. One of the data may have any number of digits, which are not looked at before the limit is.</summary>
    public Number Held(Number number, Node at)
    {
        if (!number.IsShort)
        {
            ChargeDigits(number.Digits, at);
        }

        return number;
    }

    /// <summary>Output of <paramref name="length"/> characters that is about to be written.</summary>
    public void ChargeOutput(int length, Node at)
    {
        if (length > outputLeft)
        {
            throw LimitReached(nameof(TemplateLimits.OutputLength), limits.OutputLength, "characters of output", at);
        }

        outputLeft -= length;
    }

    /// <summary>The error of a limit that is reached. <c>#attempt</c> does not recover from it.</summary>
    public TemplateRenderException LimitReached(string limit, long value, string unit, Node at) =>
        position.Error(TemplateRenderFailure.LimitExceeded, FormattableString.Invariant(
            $"The limit {nameof(TemplateLimits)}.{limit} of {value} {unit} is reached. Make the template do less, or raise the limit for templates you trust."), at);

    /// <summary>A template is asked for, whether it exists or not, or made by <c>?interpret</c>.</summary>
    public void ChargeInclude(Node at)
    {
        if (limits.Includes != TemplateLimits.Unlimited && --includesLeft < 0)
        {
            throw LimitReached(nameof(TemplateLimits.Includes), limits.Includes, "included, imported or interpreted templates", at);
        }
    }

    /// <summary>A rendering begins, which may use up everything again.</summary>
    public void Start(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancellationToken = cancellationToken;
        outputLeft = Allowance(limits.OutputLength);
        includesLeft = limits.Includes;
        stepsLeft = Allowance(limits.Steps);
        GrantSteps();
    }

    private static long Allowance(int limit) => limit == TemplateLimits.Unlimited ? long.MaxValue : limit;

    private void Check(Node at, long steps)
    {
        CancellationToken.ThrowIfCancellationRequested();
        ProbeStack(at);
        if (steps > stepsLeft)
        {
            throw LimitReached(nameof(TemplateLimits.Steps), limits.Steps, "steps", at);
        }

        stepsLeft -= steps;
        GrantSteps();
    }

    /// <summary>Steps that need no check.</summary>
    private void GrantSteps()
    {
        var granted = (int)Math.Min(StepsBetweenChecks - 1, stepsLeft);
        stepsUntilCheck = granted;
        stepsLeft -= granted;
    }

    /// <summary>
    /// Fewer than 64 evaluations run between two checks, which need less stack than the runtime keeps in reserve: no nesting of
    /// expressions and calls can overflow it.
    /// </summary>
    private void ProbeStack(Node at)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw position.Error(TemplateRenderFailure.LimitExceeded, "The template nests too deeply for the stack of this thread. Nest less.", at);
        }
    }
}
