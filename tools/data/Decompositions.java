// Prints the table of decompositions as the Java that runs it has them; Java 17 has Unicode 13.0. From the root of the repository:
// java tools/data/Decompositions.java > src/TwilioSms.FreeMarker/Text/Data/decompositions.txt

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

class Decompositions {
    record Row(int first, int last, char kind, List<Integer> decomposition) {
        boolean goesOnWith(int c, char otherKind, List<Integer> other) {
            int distance = c - first;
            return c == last + 1 && kind == otherKind && other.size() == decomposition.size() && other.get(0) == decomposition.get(0) + distance
                && other.subList(1, other.size()).equals(decomposition.subList(1, decomposition.size()));
        }
    }

    static final List<Row> rows = new ArrayList<>();

    public static void main(String[] arguments) {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if ((c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) || (c >= 0xAC00 && c <= 0xD7A3)) {
                continue;
            }

            String text = Character.toString(c);
            String canonical = Normalizer.normalize(text, Form.NFD);
            String compatible = Normalizer.normalize(text, Form.NFKD);
            if (!canonical.equals(text)) {
                add(c, 'c', canonical);
            }

            if (!compatible.equals(canonical)) {
                add(c, 'k', compatible);
            }
        }

        System.out.print("# The full decompositions of all characters but Hangul syllables: canonical (c), and where that is another one, compatible (k).\n");
        System.out.print("# Source: the Unicode Character Database 13.0, as OpenJDK " + Runtime.version().feature() + " has it; made by tools/data/Decompositions.java.\n");
        System.out.print("# characters <tab> kind <tab> decomposition; of a range, each next character decomposes to the next one.\n");
        rows.sort((a, b) -> a.first() != b.first() ? a.first() - b.first() : a.kind() - b.kind());
        for (Row row : rows) {
            System.out.print(hex(row.first()) + (row.last() > row.first() ? "-" + hex(row.last()) : "") + "\t" + row.kind() + "\t"
                + row.decomposition().stream().map(Decompositions::hex).collect(Collectors.joining(" ")) + "\n");
        }
    }

    static void add(int c, char kind, String text) {
        List<Integer> decomposition = text.codePoints().boxed().toList();
        for (int i = rows.size() - 1; i >= Math.max(0, rows.size() - 2); i--) {
            if (rows.get(i).goesOnWith(c, kind, decomposition)) {
                rows.set(i, new Row(rows.get(i).first(), c, kind, rows.get(i).decomposition()));
                return;
            }
        }

        rows.add(new Row(c, c, kind, decomposition));
    }

    static String hex(int c) {
        return Integer.toHexString(c).toUpperCase();
    }
}
