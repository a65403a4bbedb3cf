namespace TwilioSms.Tool;

/// <summary>Says how a text travels.</summary>
internal static class SegmentText
{
    private const int MostCauses = 5;

    public static string Of(SmsSegments counted)
    {
        var encoding = counted.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2";
        var causes = string.Join(", ", counted.Ucs2Characters.Take(MostCauses).Select(cause => $"{cause.Character} at {cause.Position}"));
        var more = counted.Ucs2Characters.Count > MostCauses ? ", ..." : "";
        return $"{encoding}, {counted.Segments} segment{(counted.Segments == 1 ? "" : "s")}{(causes.Length == 0 ? "" : $", because of {causes}{more}")}";
    }
}
