namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// A class while it is read. Java gathers the characters of Latin-1 in one table, wherever in the class they stand: so they count before and
/// after each <c>&amp;&amp;</c>, and <c>[a&amp;&amp;[b]&amp;]</c> holds an a.
/// </summary>
internal sealed class ClassBuilder
{
    private const int TableSize = 256;

    private readonly List<CodePointSet> table = [];

    /// <summary>What is united or intersected with what was before; null stands for the table.</summary>
    private readonly List<(bool Intersects, CodePointSet? Set)> steps = [];

    private bool isTableDue;
    private CodePointSet? latest;

    internal bool IsEmpty => steps.Count == 0 && !isTableDue;

    internal void Add(CodePointSet set)
    {
        steps.Add((false, set));
        latest = set;
    }

    internal void Add(int character, CaseFolding folding)
    {
        if (character >= TableSize || (folding == CaseFolding.Unicode && IsFoldedFromBeyond(character)))
        {
            Add(folding.Variants(character));
            return;
        }

        int upper = UnicodeData.ToUpper(character);
        int lower = UnicodeData.ToLower(character);
        table.Add(folding == CaseFolding.Unicode ? CodePointSet.Of([character, character, upper, upper, lower, lower]) : folding.Variants(character));
        isTableDue = true;
        latest = null;
    }

    /// <summary>Intersects what there is with another set; without one, Java takes what was added last. False if there is neither.</summary>
    internal bool Intersect(CodePointSet? other)
    {
        bool isFirst = steps.Count == 0;
        if (isTableDue)
        {
            steps.Add((false, null));
            isTableDue = false;
        }

        if (steps.Count == 0)
        {
            if (other is not null)
            {
                Add(other);
            }

            return other is not null;
        }

        latest = other ?? latest;
        if (latest is not null && (other is not null || !isFirst))
        {
            steps.Add((true, latest));
        }

        return true;
    }

    internal CodePointSet Build()
    {
        List<CodePointSet> united = [];
        foreach ((bool intersects, CodePointSet? set) in isTableDue ? [.. steps, (false, null)] : steps)
        {
            CodePointSet operand = set ?? CodePointSet.UnionOf(table);
            if (intersects)
            {
                united = [CodePointSet.UnionOf(united).And(operand)];
            }
            else
            {
                united.Add(operand);
            }
        }

        return CodePointSet.UnionOf(united);
    }

    /// <summary>Whether a character of Latin-1 is the same in another case as one beyond it: I and K, S, Å, µ, ÿ.</summary>
    private static bool IsFoldedFromBeyond(int character) => (char)character is 'I' or 'i' or 'K' or 'k' or 'S' or 's' or 'Å' or 'å' or 'µ' or 'ÿ';
}
