namespace TwilioSms.FreeMarker.Formatting.Numbers;

/// <summary>The digit signs of a pattern, counted while it is read.</summary>
internal sealed class DigitCounts
{
    private int optionalLeft;
    private int required;
    private int optionalRight;
    private int point = -1;
    private int sinceGrouping = -1;

    public int ExponentDigits { get; set; }

    public bool HasIntegerDigits => optionalLeft + required > 0;

    /// <summary>Counts one of <c># 0 , .</c>; false where it may not stand.</summary>
    public bool TryAdd(char sign)
    {
        switch (sign)
        {
            case '.' when point >= 0:
            case '0' when optionalRight > 0:
                return false;
            case '.':
                point = optionalLeft + required + optionalRight;
                return true;
            case ',':
                sinceGrouping = 0;
                return true;
            case '0':
                required++;
                break;
            case '#' when required > 0:
                optionalRight++;
                break;
            default:
                optionalLeft++;
                break;
        }

        if (sinceGrouping >= 0 && point < 0)
        {
            sinceGrouping++;
        }

        return true;
    }

    public DecimalPattern ToPattern(Func<string, FormatException> malformed)
    {
        if (required == 0 && optionalLeft > 0 && point >= 0)
        {
            // Without a '0' there is one anyway: "#.##" means "0.##", ".##" means ".0#".
            var kept = Math.Max(point, 1);
            optionalRight = optionalLeft - kept;
            optionalLeft = kept - 1;
            required = 1;
        }

        if (sinceGrouping == 0)
        {
            throw malformed("a grouping comma has no digit after it");
        }

        if (point < 0 ? optionalRight > 0 : point < optionalLeft || point > optionalLeft + required)
        {
            throw malformed("a '#' stands where only a '0' may");
        }

        var total = optionalLeft + required + optionalRight;
        var integers = point < 0 ? total : point;
        return new DecimalPattern
        {
            MinimumIntegerDigits = integers - optionalLeft,
            MaximumIntegerDigits = integers,
            MinimumDecimals = point < 0 ? 0 : optionalLeft + required - point,
            MaximumDecimals = point < 0 ? 0 : total - point,
            GroupingSize = Math.Max(sinceGrouping, 0),
            AlwaysShowsPoint = point == 0 || point == total,
            ExponentDigits = ExponentDigits,
        };
    }
}
