// Prints DecimalFormat.tsv, what the JDK makes of random patterns, locales and numbers:
//   java -Dfile.encoding=UTF-8 RecordDecimalFormats.java SEED COUNT > DecimalFormat.tsv
// Columns: pattern or named format, locale, rounding mode (may be empty), number (d: as a double), text; PATTERN where the JDK
// refuses the pattern, ROUNDING where it refuses to round.
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Random;

public class RecordDecimalFormats {
    static Random random;

    static final String[] LOCALES = {
        "en_US", "en_US", "en_US", "de_DE", "fr_FR", "ar_EG", "sv_SE", "hi_IN", "de_CH", "he_IL", "fa_IR", "en_IN", "pt_PT", "ja_JP",
        "xx_YY", "de", "", "zh_TW", "bn_BD", "ar_AE", "ur_PK", "ne_NP", "es_CL" };

    static final String[] AFFIXES = {
        "a", " ", "$", "\u20AC", "%", "\u2030", "-", "+", "'x'", "''", "'#'", "(", ")", "\u00A4", "\u00A4\u00A4", "'it''s'", "E", "x", "'0.0'", "'" };

    static final String[] CORNERS = {
        "0", "0.0", "0.00", "1", "0.5", "1.5", "2.5", "0.05", "0.005", "0.015", "0.025", "99.995", "999.9999", "9.5", "0.95", "1E+3", "1E-7", "1E+30",
        "1.5E-10", "100", "1000", "1234567", "0.125", "0.375", "9999999999999999999", "123456789012345678901234567890.12345" };

    public static void main(String[] args) throws Exception {
        random = new Random(Long.parseLong(args[0]));
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (int i = Integer.parseInt(args[1]); i > 0; i--) out.println(line());
        out.flush();
    }

    static String line() {
        String name = pick(LOCALES);
        int underscore = name.indexOf('_');
        Locale locale = underscore < 0 ? new Locale(name) : new Locale(name.substring(0, underscore), name.substring(underscore + 1));
        String number = number();
        // Beyond 15 digits this JDK does not print a double's shortest digits (JDK-4511638).
        boolean isDouble = random.nextInt(6) == 0 && new BigDecimal(number).precision() < 14;
        String mode = "";
        String pattern;
        DecimalFormat format;
        switch (random.nextInt(12)) {
            case 0:
                pattern = "number";
                format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
                break;
            case 1:
                pattern = "currency";
                format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
                break;
            case 2:
                pattern = "percent";
                format = (DecimalFormat) NumberFormat.getPercentInstance(locale);
                break;
            default:
                pattern = pattern();
                try {
                    format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale));
                } catch (IllegalArgumentException e) {
                    return String.join("\t", pattern, name, mode, number, "PATTERN");
                }
                if (random.nextInt(3) == 0) {
                    RoundingMode rounding = RoundingMode.values()[random.nextInt(8)];
                    format.setRoundingMode(rounding);
                    mode = rounding.name().replace("_", "");
                }
        }
        String text;
        try {
            text = isDouble ? format.format(Double.parseDouble(number)) : format.format(new BigDecimal(number));
        } catch (ArithmeticException e) {
            text = "ROUNDING";
        }
        return String.join("\t", pattern, name, mode, (isDouble ? "d" : "") + number, text);
    }

    static String pattern() {
        String pattern = affix() + digits() + affix();
        return random.nextInt(6) == 0 ? pattern + ';' + affix() + digits() + affix() : pattern;
    }

    static String affix() {
        StringBuilder affix = new StringBuilder();
        if (random.nextInt(3) == 0) for (int i = random.nextInt(3); i > 0; i--) affix.append(pick(AFFIXES));
        return affix.toString();
    }

    static String digits() {
        StringBuilder digits = new StringBuilder();
        if (random.nextInt(8) == 0) {
            for (int i = random.nextInt(9); i > 0; i--) digits.append(pick("#", "0", ",", ".", "#", "0"));
        } else {
            digits.append("#".repeat(random.nextInt(4))).append("0".repeat(random.nextInt(4)));
            if (random.nextBoolean()) digits.insert(random.nextInt(digits.length() + 1), ',');
            if (random.nextInt(3) > 0) digits.append('.').append("0".repeat(random.nextInt(4))).append("#".repeat(random.nextInt(4)));
        }
        if (random.nextInt(6) == 0) digits.append('E').append("0".repeat(random.nextInt(4)));
        return digits.toString();
    }

    static String number() {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        int size = random.nextInt(10);
        if (size == 0) return sign + pick(CORNERS);
        StringBuilder number = new StringBuilder(sign);
        number.append(random.nextInt(10));
        for (int i = random.nextInt(size < 8 ? 6 : 25); i > 0; i--) number.append(digit());
        if (random.nextInt(3) > 0) {
            number.append('.').append(digit());
            for (int i = random.nextInt(size < 8 ? 6 : 25); i > 0; i--) number.append(digit());
        }
        if (random.nextInt(12) == 0) number.append('E').append(random.nextInt(40) - 20);
        return number.toString();
    }

    // More of the digits that make ties and carries.
    static int digit() {
        int choice = random.nextInt(6);
        return choice == 0 ? 5 : choice == 1 ? 0 : choice == 2 ? 9 : random.nextInt(10);
    }

    static String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
