namespace TwilioSms.FreeMarker.Text.Regex;

/// <summary>
/// What Java works out of a part of a pattern before it matches: the lengths it may match and whether it leaves nothing to choose. They
/// decide which look-behinds are allowed and how far they look, how groups are repeated, and where a search gives up. Computed as Java
/// does, with its 32-bit integers that wrap and its oversights, for they show: <c>(?&lt;=a*)</c> is allowed.
/// </summary>
internal sealed class RegexShape
{
    private const int LongMinimum = 0xFFFFFFF;

    // What lies before the last alternation: Java measures anew after each.
    private int earlierMinimum;
    private int earlierMaximum;
    private bool earlierIsBounded = true;
    private bool deterministic = true;

    private int minimum;
    private int maximum;
    private bool isBounded = true;

    private RegexShape()
    {
    }

    internal int Minimum => unchecked(earlierMinimum + minimum);

    internal int Maximum => unchecked(earlierMaximum + maximum);

    internal bool IsBounded => earlierIsBounded && isBounded;

    /// <summary>Whether it matches in one way only, if at all.</summary>
    internal bool IsDeterministic => deterministic;

    internal static RegexShape Of(RegexNode node)
    {
        var shape = new RegexShape();
        shape.Add(node);
        return shape;
    }

    /// <summary>Adds what follows; false where Java looks no further.</summary>
    private bool Add(RegexNode node)
    {
        switch (node)
        {
            case OneOf:
                AddLength(1, 1);
                return true;
            case Literal literal:
                AddLength(literal.CodePoints.Count, literal.CodePoints.Count);
                return true;
            case Sequence sequence:
                return sequence.Items.All(Add);
            case Alternation alternation:
                AddBranches(alternation.Branches.Select(Of));
                return true;
            case Group { IsPlainOrCapturing: true } group:
                return Add(group.Body);
            case Group { Kind: GroupKind.Atomic } group:
                AddPart(group.Body);
                return true;
            case Repetition repetition:
                return AddRepetition(repetition);
            case BackReference:
                isBounded = false;
                return true;
            case LineBreak:
                AddLength(1, 2);
                return true;
            case GraphemeCluster:
                AddLength(1, 0); // Java forgets how long one can be, so that a look-behind finds none
                deterministic = false;
                return true;
            default:
                return true; // look-arounds and positions have no length
        }
    }

    private void AddLength(int least, int most)
    {
        minimum = unchecked(minimum + least);
        maximum = unchecked(maximum + most);
    }

    /// <summary>Adds a part that Java measures by itself, whatever it looks no further at.</summary>
    private void AddPart(RegexNode node)
    {
        var part = new RegexShape { minimum = minimum, maximum = maximum, isBounded = isBounded };
        part.Add(node);
        (minimum, maximum, isBounded) = (part.Minimum, part.Maximum, part.IsBounded);
        deterministic &= part.deterministic;
    }

    private void AddBranches(IEnumerable<RegexShape> branches)
    {
        int least = int.MaxValue;
        int most = -1;
        bool bounded = isBounded;
        foreach (RegexShape branch in branches)
        {
            least = Math.Min(least, branch.Minimum);
            most = Math.Max(most, branch.Maximum);
            bounded &= branch.IsBounded;
        }

        earlierMinimum = unchecked(earlierMinimum + minimum + least);
        earlierMaximum = unchecked(earlierMaximum + maximum + most);
        earlierIsBounded &= bounded;
        (minimum, maximum, isBounded, deterministic) = (0, 0, true, false);
    }

    private bool AddRepetition(Repetition repetition)
    {
        switch (repetition.Kind)
        {
            case RepetitionKind.Loop:
                isBounded = false;
                deterministic = false;
                return false;
            case RepetitionKind.Choice:
                AddBranches([Of(repetition.Body), new RegexShape()]);
                return true;
            case RepetitionKind.Characters when repetition is { Maximum: Repetition.Unlimited, Greediness: Greediness.Greedy }:
                AddLength(repetition.Minimum, Repetition.Unlimited); // Java forgets to check that this wraps
                deterministic = false;
                return true;
        }

        if (repetition.IsOption)
        {
            int before = minimum;
            AddPart(repetition.Body);
            minimum = before;
            deterministic = false;
            return true;
        }

        RegexShape round = Of(repetition.Body);
        int least = unchecked(round.Minimum * repetition.Minimum + minimum);
        int most = unchecked(round.Maximum * repetition.Maximum + maximum);
        isBounded = isBounded && round.IsBounded && most >= maximum;
        minimum = least < minimum ? LongMinimum : least;
        maximum = most;
        deterministic = deterministic && round.deterministic && repetition.Minimum == repetition.Maximum;
        return true;
    }
}
