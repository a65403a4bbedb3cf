// Prints Cases.tsv, upper and lower case as the JDK makes them: java RecordCases.java SEED COUNT > Cases.tsv
// Columns: locale, text, upper case, lower case; everything but printable ASCII is written as a UTF-16 escape.
import java.util.Locale;
import java.util.Random;

public class RecordCases {
    static final String[] LOCALES = {"en", "en", "de", "tr", "az", "lt", "el"};
    static final String LETTERS = "aiIjJ\u0130\u0131\u0307\u0301\u0300\u0303\u00cc\u00cd\u0128\u012f\u012e\u00df\u1e9e\u0149\u01f0\u0390\u03a3\u03c3\u03c2\u0391\u03b1\ufb00\ufb03\u01c4\u01c5\u01c6"
        + "\u017f\u212a\u1f80\u1f88\u1fb3\u1fbc\u1ff7\u0587\u0345 .-x1\u00e9\u00c9\u0416\u0436\u10d0";

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < 32 || c > 126 || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }

        return escaped.toString();
    }

    public static void main(String[] arguments) {
        Random random = new Random(Long.parseLong(arguments[0]));
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            Locale locale = new Locale(LOCALES[random.nextInt(LOCALES.length)]);
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(7); k > 0; k--) {
                text.append(random.nextInt(9) == 0 ? Character.toString(0x10400 + random.nextInt(0x50)) : LETTERS.charAt(random.nextInt(LETTERS.length())));
            }

            String original = text.toString();
            System.out.println(locale + "\t" + escape(original) + "\t" + escape(original.toUpperCase(locale)) + "\t" + escape(original.toLowerCase(locale)));
        }
    }
}
