namespace TwilioSms.FreeMarker.Text;

/// <summary>
/// Which characters beyond ASCII a name may have: FreeMarker lists them, mostly the letters and digits of one version of Unicode, so
/// that a template parses the same on every platform.
/// </summary>
internal static class IdentifierCharacters
{
    /// <summary>The first and the last character of each range, in order.</summary>
    private const string Ranges =
        "\u00AA\u00AA\u00B5\u00B5\u00BA\u00BA\u00C0\u00D6\u00D8\u00F6\u00F8\u1FFF\u2071\u2071\u207F\u207F\u2090\u209C"
        + "\u2102\u2102\u2107\u2107\u210A\u2113\u2115\u2115\u2119\u211D\u2124\u2124\u2126\u2126\u2128\u2128\u212A\u212D"
        + "\u212F\u2139\u213C\u213F\u2145\u2149\u214E\u214E\u2183\u2184\u2C00\u2C2E\u2C30\u2C5E\u2C60\u2CE4\u2CEB\u2CEE"
        + "\u2CF2\u2CF3\u2D00\u2D25\u2D27\u2D27\u2D2D\u2D2D\u2D30\u2D67\u2D6F\u2D6F\u2D80\u2D96\u2DA0\u2DA6\u2DA8\u2DAE"
        + "\u2DB0\u2DB6\u2DB8\u2DBE\u2DC0\u2DC6\u2DC8\u2DCE\u2DD0\u2DD6\u2DD8\u2DDE\u2E2F\u2E2F\u3005\u3006\u3031\u3035"
        + "\u303B\u303C\u3040\u318F\u31A0\u31BA\u31F0\u31FF\u3300\u337F\u3400\u4DB5\u4E00\uA48C\uA4D0\uA4FD\uA500\uA60C"
        + "\uA610\uA62B\uA640\uA66E\uA67F\uA697\uA6A0\uA6E5\uA717\uA71F\uA722\uA788\uA78B\uA78E\uA790\uA793\uA7A0\uA7AA"
        + "\uA7F8\uA801\uA803\uA805\uA807\uA80A\uA80C\uA822\uA840\uA873\uA882\uA8B3\uA8D0\uA8D9\uA8F2\uA8F7\uA8FB\uA8FB"
        + "\uA900\uA925\uA930\uA946\uA960\uA97C\uA984\uA9B2\uA9CF\uA9D9\uAA00\uAA28\uAA40\uAA42\uAA44\uAA4B\uAA50\uAA59"
        + "\uAA60\uAA76\uAA7A\uAA7A\uAA80\uAAAF\uAAB1\uAAB1\uAAB5\uAAB6\uAAB9\uAABD\uAAC0\uAAC0\uAAC2\uAAC2\uAADB\uAADD"
        + "\uAAE0\uAAEA\uAAF2\uAAF4\uAB01\uAB06\uAB09\uAB0E\uAB11\uAB16\uAB20\uAB26\uAB28\uAB2E\uABC0\uABE2\uABF0\uABF9"
        + "\uAC00\uD7A3\uD7B0\uD7C6\uD7CB\uD7FB\uF900\uFB06\uFB13\uFB17\uFB1D\uFB1D\uFB1F\uFB28\uFB2A\uFB36\uFB38\uFB3C"
        + "\uFB3E\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46\uFBB1\uFBD3\uFD3D\uFD50\uFD8F\uFD92\uFDC7\uFDF0\uFDFB\uFE70\uFE74"
        + "\uFE76\uFEFC\uFF10\uFF19\uFF21\uFF3A\uFF41\uFF5A\uFF66\uFFBE\uFFC2\uFFC7\uFFCA\uFFCF\uFFD2\uFFD7\uFFDA\uFFDC";

    public static bool Contains(char c)
    {
        var (low, high) = (0, (Ranges.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (c < Ranges[2 * middle])
            {
                high = middle - 1;
            }
            else if (c > Ranges[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
