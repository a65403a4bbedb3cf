// Prints Collation.tsv, how the JDK's collators compare random strings: java RecordCollation.java SEED COUNT > Collation.tsv
// Columns: locale, two strings with everything but printable ASCII written as a UTF-16 escape, the sign of the comparison.
import java.text.Collator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;

public class RecordCollation {
    static final String[] LOCALES = ("en en en en en de sv et lv nb no tr is pl es sk sl hr hu fr vi da hi he el ar uk ru ro fi cs lt sr bg pt").split(" ");
    static final String COMMON = "aabbcCeE\u00e9\u00e8\u00ea\u00c9\u00e1\u00e0\u00e4\u00e5\u00c5\u00e6\u00c6\u00f8\u00d8\u00f6\u00d6\u00fc\u00dcoOss\u00dfn\u00f1c\u00e7\u010d\u017elL ,.-_'12";
    static final String RARE = "\u0301\u0308\u0300\u030a\u0000\u0007\u00ad\t\n\u00bd\u20ac$\u0153\u00de\u0111\u00d0\u0130Ii\u0131\u6f22\u3042\ud55c\ufb01\u01e3\u01fd\u0344\u0328"
        + "\u0105\u0119\u017cdDjJhHgGyYtTwWvV\u03b1\u03ac\u0386\u0390\u0430\u0411\u0451\u0439\u0457\u05d0\u05e9\u0627\u0623\u0915\u0958\u093c";
    static final String[] UNITS = {"aa", "Aa", "ch", "Ch", "nj", "d\u017e", "lj", "sz", "cs", "a\u030a", "o\u0308", "u\u0308\u0301", "ss", "ae", "e\u0301", "\ud83d\ude00"};
    static Random random;

    static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(12)) {
                case 0 -> text.append((char) random.nextInt(0x3000));
                case 1 -> text.append(UNITS[random.nextInt(UNITS.length)]);
                case 2, 3 -> text.append(RARE.charAt(random.nextInt(RARE.length())));
                default -> text.append(COMMON.charAt(random.nextInt(COMMON.length())));
            }
        }

        return text.toString();
    }

    static String variant(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case 1 -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case 2 -> text.toUpperCase(Locale.ROOT);
            case 3 -> text + text();
            case 4 -> text.isEmpty() ? text() : text.substring(0, text.length() / 2) + text() + text.substring(text.length() / 2);
            default -> text();
        };
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < 32 || c > 126 || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }

        return escaped.toString();
    }

    public static void main(String[] arguments) {
        random = new Random(Long.parseLong(arguments[0]));
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            String locale = LOCALES[random.nextInt(LOCALES.length)];
            String left = text();
            String right = variant(left);
            int sign = Integer.signum(Collator.getInstance(new Locale(locale)).compare(left, right));
            System.out.println(locale + "\t" + escape(left) + "\t" + escape(right) + "\t" + sign);
        }
    }
}
