// Prints Properties.tsv, which code points the JDK's regular expressions find by patterns of one character: java RecordProperties.java > Properties.tsv
// Columns: the pattern, a hash over every code point up to 3400 and every 61st beyond of whether it matches; of \X, of where the clusters of a text with it end.
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class RecordProperties {
    static final String NAMES = "Lu Ll Lt Lm Lo LC L LD Mn Mc Me M Nd Nl No N Zs Zl Zp Z Cc Cf Co Cs Cn C Pc Pd Ps Pe Pi Pf Po P Sm Sc Sk So S all L1 ASCII "
        + "Lower Upper Alpha Alnum Digit XDigit Punct Graph Print Blank Space Cntrl "
        + "javaLowerCase javaUpperCase javaTitleCase javaAlphabetic javaIdeographic javaDigit javaDefined javaLetter javaLetterOrDigit javaSpaceChar javaWhitespace "
        + "javaISOControl javaIdentifierIgnorable javaJavaIdentifierStart javaJavaIdentifierPart javaUnicodeIdentifierStart javaUnicodeIdentifierPart javaMirrored "
        + "IsAlphabetic IsLetter IsIdeographic IsLowercase IsUppercase IsTitlecase IsWhite_Space IsWhiteSpace IsControl IsPunctuation IsHex_Digit IsHexDigit IsAssigned "
        + "IsNoncharacter_Code_Point IsNoncharacterCodePoint IsDigit IsAlnum IsBlank IsGraph IsPrint IsWord IsJoin_Control IsJoinControl IsAlpha IsLower IsUpper "
        + "IsSpace IsPunct IsXDigit IsCntrl IsAl_pha IsLu IsL IsLetterOrDigit isAlphabetic IsALPHABETIC Is "
        + "IsLatin IsLATN IsGreek IsCyrillic IsOld_Italic IsOldItalic IsAdlam IsZzzz IsUnknown IsCommon IsZinh script=Han sc=hani sc=Xyz gc=Lu general_category=Nd "
        + "InGreek InGreek_and_Coptic InLatin-1_Supplement InLATIN_1_SUPPLEMENT InLatin1Supplement InLatin-1Supplement InLatin_Extended-A InCJK_Unified_Ideographs_Extension_G "
        + "block=Emoticons blk=Adlam In InNope InSurrogates_Area InHigh_Surrogates InCombining_Marks_for_Symbols InCyrillic_Supplementary InSupplementary_Private_Use_Area_B";

    public static void main(String[] arguments) {
        List<String> patterns = new ArrayList<>(List.of("\\X", "\\R", "\\w", "\\d", "\\s", "\\h", "\\v", "(?U)\\w", "(?U)\\d", "(?U)\\s", "(?iu)\u0101", "(?iu)[\u0100-\u0200]", "(?iu)k", "(?i)\\p{Lu}"));
        for (String name : NAMES.split(" ")) {
            patterns.add("\\p{" + name + "}");
            patterns.add("(?U)\\p{" + name + "}");
        }

        for (String pattern : patterns) {
            System.out.print(escape(pattern) + "\t" + answer(pattern) + "\n");
        }
    }

    static String answer(String pattern) {
        Matcher matcher;
        try {
            matcher = Pattern.compile(pattern).matcher("");
        } catch (IllegalArgumentException e) {
            return "refused";
        }

        boolean clusters = pattern.equals("\\X");
        int hash = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3400 ? 1 : 61) {
            String text = Character.toString(c);
            if (clusters) {
                matcher.reset("\u1100" + text + "\u0301" + text + "\u11a8" + text + "\u200d\u2764" + text);
                while (matcher.find()) {
                    hash = hash * 31 + matcher.end();
                }
            } else {
                hash = hash * 31 + (matcher.reset(text).matches() ? 1 : 0);
            }
        }

        return Integer.toHexString(hash);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c > 126 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }

        return escaped.toString();
    }
}
