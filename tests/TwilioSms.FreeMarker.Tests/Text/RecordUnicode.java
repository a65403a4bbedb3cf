// Prints Unicode.tsv, what the JDK says of all code points, in Java 17 by Unicode 13.0: java RecordUnicode.java > Unicode.tsv
// Columns: the first of 4096 code points, then hashes over all of them: of their categories, simple upper and lower cases, digits, white space,
// and their upper and lower cases as strings.
import java.util.Locale;

public class RecordUnicode {
    static final String[] CATEGORIES = {
        "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po",
        "Sm", "Sc", "Sk", "So", "Pi", "Pf" };

    public static void main(String[] arguments) {
        for (int first = 0; first <= Character.MAX_CODE_POINT; first += 0x1000) {
            int[] hashes = new int[7];
            for (int c = first; c < first + 0x1000; c++) {
                String text = Character.toString(c);
                hashes[0] = hashes[0] * 31 + CATEGORIES[Character.getType(c)].charAt(0) * 256 + CATEGORIES[Character.getType(c)].charAt(1);
                hashes[1] = hashes[1] * 31 + Character.toUpperCase(c);
                hashes[2] = hashes[2] * 31 + Character.toLowerCase(c);
                hashes[3] = hashes[3] * 31 + (Character.isDigit(c) ? Character.digit(c, 10) : -1);
                hashes[4] = hashes[4] * 31 + (Character.isWhitespace(c) ? 1 : 0);
                hashes[5] = hash(hashes[5], text.toUpperCase(Locale.ROOT));
                hashes[6] = hash(hashes[6], text.toLowerCase(Locale.ROOT));
            }

            StringBuilder row = new StringBuilder(Integer.toHexString(first));
            for (int hash : hashes) {
                row.append('\t').append(Integer.toHexString(hash));
            }

            System.out.print(row + "\n");
        }
    }

    static int hash(int hash, String text) {
        for (char c : text.toCharArray()) {
            hash = hash * 31 + c;
        }

        return hash;
    }
}
