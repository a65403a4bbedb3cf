namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// Matches a text as java.util.regex.Matcher does: backtracking, by code points, without a region. It runs a program with a stack of its
/// own, so that no pattern or text can overflow the thread's, and pays for each instruction before it runs. Not safe for several threads.
/// </summary>
internal sealed partial class JavaMatcher
{
    private readonly RegexProgram program;
    private readonly Instruction[] instructions;
    private readonly string text;
    private readonly MatchBudget budget;
    private readonly BacktrackStack stack;

    /// <summary>The bounds of the match and its groups, -1 where there are none, and what loops count by.</summary>
    private readonly int[] registers;

    private readonly PositionSet?[] memories;

    /// <summary>The stack's index of the part that is being matched by itself, -1 outside of any.</summary>
    private int part;

    private bool mustReachEnd;

    // Java keeps these from one search to the next: where the last match, or the last part matched by itself, ended, and what \G stands for.
    private int last;
    private int lastEnd = -1;
    private int lastStart = -1;

    internal JavaMatcher(RegexProgram program, string text, MatchBudget budget)
    {
        this.program = program;
        this.text = text;
        this.budget = budget;
        instructions = program.Instructions;
        stack = new BacktrackStack(budget);
        registers = new int[program.RegisterCount];
        memories = program.MemoryCount == 0 ? [] : new PositionSet?[program.MemoryCount];
    }

    internal int GroupCount => program.GroupCount;

    /// <summary>Where the match starts that was found last.</summary>
    internal int Start => registers[0];

    internal int End => registers[1];

    /// <summary>The bounds of a group, 0 being the whole match; -1 if it took no part.</summary>
    internal (int Start, int End) Bounds(int group) => (registers[2 * group], registers[2 * group + 1]);

    /// <summary>What was found, apart from this matcher.</summary>
    internal JavaMatch ToMatch()
    {
        budget.Spend(program.GroupCount / 8);
        return new JavaMatch(text, registers.AsSpan(0, 2 * (program.GroupCount + 1)).ToArray());
    }

    /// <summary>Looks for the next match; an empty one moves on by one UTF-16 unit first.</summary>
    internal bool Find() => last == lastStart ? Search(last + 1) : Search(last);

    /// <summary>Looks for the first match from a position on, as if it was the first search.</summary>
    internal bool Find(int start)
    {
        last = 0;
        lastEnd = -1;
        return Search(start);
    }

    /// <summary>Whether the text starts with a match.</summary>
    internal bool LookingAt() => MatchStart(wholly: false);

    /// <summary>Whether the whole text matches.</summary>
    internal bool Matches() => MatchStart(wholly: true);

    private bool MatchStart(bool wholly)
    {
        Begin(0);
        mustReachEnd = wholly;
        return Finish(0, Run(0));
    }

    private bool Search(int start)
    {
        if (start > text.Length)
        {
            return false;
        }

        Begin(start);
        mustReachEnd = false;
        RegexSearch search = program.Search;
        if (search.IsAtStart)
        {
            return Finish(start, start == 0 && Run(0));
        }

        int end = search.LastPosition(text);
        for (int position = start; position <= end; position++)
        {
            int candidate = search.Next(text, position, end);
            budget.Spend(1 + candidate - position);
            position = candidate;
            bool isInPair = search.KeepsPairs && position > start && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]);
            if (position <= end && !isInPair && Run(position))
            {
                return Finish(position, matched: true);
            }
        }

        return Finish(start, matched: false);
    }

    private void Begin(int start)
    {
        budget.Spend(1 + registers.Length / 16);
        lastEnd = lastEnd < 0 ? start : lastEnd;
        registers.AsSpan().Fill(-1);
        foreach (PositionSet? memory in memories)
        {
            memory?.Clear(budget);
        }
    }

    private bool Finish(int start, bool matched)
    {
        lastStart = matched ? start : -1;
        lastEnd = last;
        registers[0] = lastStart;
        registers[1] = last;
        return matched;
    }
}
