// Writes the tables of Unicode as the Java that runs it has them, into a folder; Java 17 has Unicode 13.0. From the root of the repository:
//   java --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util.regex=ALL-UNNAMED \
//     --add-exports java.base/jdk.internal.icu.impl=ALL-UNNAMED tools/data/ExtractUnicodeTables.java src/TwilioSms.FreeMarker/Text/Data
// Rows are names, a tab, and code points: ranges in hexadecimal; after a slash, every second one.
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.*;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import jdk.internal.icu.impl.Norm2AllModes;
import jdk.internal.icu.impl.NormalizerImpl;

public class ExtractUnicodeTables {
    // By the numbers of Character.getType; the category that is left out, of what is not assigned, is that of all that is in no row.
    static final String[] CATEGORIES = {
        null, "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", null, "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po",
        "Sm", "Sc", "Sk", "So", "Pi", "Pf" };

    // By the numbers of java.util.regex.Grapheme.getType, whose first is that of all that is in no row.
    static final String[] GRAPHEMES = {
        null, "CarriageReturn", "LineFeed", "Control", "Extending", "Joiner", "RegionalIndicator", "Prepended", "Extending", "Leading", "Vowel", "Trailing",
        "OpenSyllable", "ClosedSyllable", "Pictographic" };

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (PrintStream out = open(folder, "categories.txt", "The general categories; what is in no row is not assigned.")) { categories(out); }
        try (PrintStream out = open(folder, "cases.txt", "The simple upper and lower cases, by their distance; where the upper case is several characters, these (full).")) { cases(out); }
        try (PrintStream out = open(folder, "combining-classes.txt", "The canonical combining classes that are not 0.")) { combiningClasses(out); }
        try (PrintStream out = open(folder, "decompositions.txt.gz", "The full decompositions of all characters but Hangul syllables: canonical (c), and where that is another one, compatible (k).")) { decompositions(out); }
        try (PrintStream out = open(folder, "graphemes.txt", "What characters are to grapheme clusters (UAX #29), in the words of java.util.regex.")) { graphemes(out); }
        try (PrintStream out = open(folder, "scripts.txt", "The scripts by their names and their codes of ISO 15924.")) { scripts(out); }
        try (PrintStream out = open(folder, "blocks.txt", "The blocks by Java's names; the first with underscores for spaces and hyphens, and all without spaces, are names too.")) { blocks(out); }
        try (PrintStream out = open(folder, "properties.txt", "Properties, as far as the general categories do not give them.")) { properties(out); }
    }

    static PrintStream open(Path folder, String name, String title) throws Exception {
        OutputStream file = Files.newOutputStream(folder.resolve(name));
        PrintStream out = new PrintStream(name.endsWith(".gz") ? new GZIPOutputStream(file) { { def.setLevel(Deflater.BEST_COMPRESSION); } } : file, false, StandardCharsets.UTF_8);
        print(out, "# " + title);
        print(out, "# Source: the Unicode Character Database 13.0, as OpenJDK " + Runtime.version().feature() + " has it; made by tools/data/ExtractUnicodeTables.java.");
        print(out, "# Data under the Unicode License v3, https://www.unicode.org/license.txt");
        return out;
    }

    static void print(PrintStream out, String line) {
        out.print(line + "\n");
    }

    static void categories(PrintStream out) {
        rows(out, c -> CATEGORIES[Character.getType(c)]);
    }

    static void cases(PrintStream out) {
        rows(out, c -> distance("upper", Character.toUpperCase(c) - c));
        rows(out, c -> distance("lower", Character.toLowerCase(c) - c));
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String upper = Character.toString(c).toUpperCase(Locale.ROOT);
            if (!upper.equals(Character.toString(Character.toUpperCase(c)))) {
                print(out, "full " + hex(c) + "\t" + hex(upper));
            }
        }
    }

    static String distance(String which, int distance) {
        return distance == 0 ? null : which + " " + distance;
    }

    static void combiningClasses(PrintStream out) {
        NormalizerImpl impl = Norm2AllModes.getNFCInstance().impl;
        rows(out, c -> {
            int combiningClass = isSurrogate(c) ? 0 : impl.getCC(impl.getNorm16(c));
            return combiningClass == 0 ? null : String.valueOf(combiningClass);
        });
    }

    static void graphemes(PrintStream out) throws Exception {
        Method type = Class.forName("java.util.regex.Grapheme").getDeclaredMethod("getType", int.class);
        type.setAccessible(true);
        rows(out, c -> GRAPHEMES[invoke(type, c)]);
    }

    static int invoke(Method method, int c) {
        try {
            return (int) method.invoke(null, c);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static void scripts(PrintStream out) throws Exception {
        Map<String, UnicodeScript> aliases = map(UnicodeScript.class, "aliases");
        Map<UnicodeScript, String> codes = new EnumMap<>(UnicodeScript.class);
        aliases.keySet().stream().sorted().forEach(code -> codes.merge(aliases.get(code), code, (one, other) -> one + " " + other));
        rows(out, c -> UnicodeScript.of(c) + " " + codes.get(UnicodeScript.of(c)));
    }

    @SuppressWarnings("deprecation")
    static void blocks(PrintStream out) throws Exception {
        Map<UnicodeBlock, SortedSet<String>> names = new LinkedHashMap<>();
        map(UnicodeBlock.class, "map").forEach((name, block) -> names.computeIfAbsent(block, key -> new TreeSet<>()).add(name));
        Map<UnicodeBlock, String> rows = new HashMap<>();
        names.forEach((block, all) -> rows.put(block, blockNames(block.toString(), all)));
        rows(out, c -> rows.get(UnicodeBlock.of(c)));

        // Java has one more, of which nothing is.
        print(out, rows.get(UnicodeBlock.SURROGATES_AREA) + "\t");
    }

    /** The name that the identifier is made of comes first. */
    static String blockNames(String identifier, SortedSet<String> all) {
        List<String> told = new ArrayList<>();
        told.add(all.stream().filter(name -> !name.equals(identifier) && underscored(name).equals(identifier)).findFirst().orElse(identifier));
        all.stream().filter(name -> !name.equals(identifier) && all.stream().noneMatch(other -> !other.equals(name) && other.replace(" ", "").equals(name)))
            .filter(name -> !told.contains(name)).forEach(told::add);
        Set<String> read = new TreeSet<>(List.of(underscored(told.get(0))));
        told.forEach(name -> read.addAll(List.of(name, name.replace(" ", ""))));
        if (!read.equals(all)) {
            throw new IllegalStateException(all + " is told as " + told);
        }

        return String.join(";", told);
    }

    static String underscored(String name) {
        return name.replace(' ', '_').replace('-', '_');
    }

    @SuppressWarnings("unchecked")
    static <T> Map<String, T> map(Class<T> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return (Map<String, T>) field.get(null);
    }

    static void properties(PrintStream out) {
        property(out, "OtherAlphabetic", c -> Character.isAlphabetic(c) && !Character.isLetter(c) && Character.getType(c) != Character.LETTER_NUMBER);
        property(out, "OtherLowercase", c -> Character.isLowerCase(c) && Character.getType(c) != Character.LOWERCASE_LETTER);
        property(out, "OtherUppercase", c -> Character.isUpperCase(c) && Character.getType(c) != Character.UPPERCASE_LETTER);
        property(out, "OtherIdentifierStart", c -> Character.isUnicodeIdentifierStart(c) && !Character.isLetter(c) && Character.getType(c) != Character.LETTER_NUMBER);
        property(out, "OtherIdentifierPart", c -> Character.isUnicodeIdentifierPart(c) && !Character.isUnicodeIdentifierStart(c) && !Character.isJavaIdentifierPart(c));
        property(out, "Ideographic", Character::isIdeographic);
        property(out, "Mirrored", Character::isMirrored);
    }

    static void property(PrintStream out, String name, IntPredicate has) {
        print(out, name + "\t" + ranges(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(has).toArray()));
    }

    record Decomposition(int first, int last, char kind, List<Integer> parts) {
        boolean goesOnWith(int c, char otherKind, List<Integer> other) {
            int distance = c - first;
            return c == last + 1 && kind == otherKind && other.size() == parts.size() && other.get(0) == parts.get(0) + distance
                && other.subList(1, other.size()).equals(parts.subList(1, parts.size()));
        }
    }

    static void decompositions(PrintStream out) {
        print(out, "# characters <tab> kind <tab> decomposition; of a range, each next character decomposes to the next one.");
        List<Decomposition> rows = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (isSurrogate(c) || (c >= 0xAC00 && c <= 0xD7A3)) {
                continue;
            }

            String text = Character.toString(c);
            String canonical = Normalizer.normalize(text, Form.NFD);
            String compatible = Normalizer.normalize(text, Form.NFKD);
            if (!canonical.equals(text)) {
                add(rows, c, 'c', canonical);
            }

            if (!compatible.equals(canonical)) {
                add(rows, c, 'k', compatible);
            }
        }

        for (Decomposition row : rows) {
            String parts = row.parts.stream().map(part -> hex(part)).collect(Collectors.joining(" "));
            print(out, range(row.first, row.last) + "\t" + row.kind + "\t" + parts);
        }
    }

    static void add(List<Decomposition> rows, int c, char kind, String text) {
        List<Integer> parts = text.codePoints().boxed().toList();
        Decomposition last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        if (last != null && last.goesOnWith(c, kind, parts)) {
            rows.set(rows.size() - 1, new Decomposition(last.first, c, kind, last.parts));
        } else {
            rows.add(new Decomposition(c, c, kind, parts));
        }
    }

    /** A row for each name, in the order of their first code points. */
    static void rows(PrintStream out, IntFunction<String> name) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String named = name.apply(c);
            if (named != null) {
                rows.computeIfAbsent(named, key -> new ArrayList<>()).add(c);
            }
        }

        rows.forEach((named, codePoints) -> print(out, named + "\t" + ranges(codePoints.stream().mapToInt(c -> c).toArray())));
    }

    static String ranges(int[] codePoints) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < codePoints.length;) {
            int next = end(codePoints, i, 1);
            int nextOfSecond = end(codePoints, i, 2);
            boolean isEverySecond = next == i + 1 && nextOfSecond > i + 2;
            int after = isEverySecond ? nextOfSecond : next;
            ranges.add(range(codePoints[i], codePoints[after - 1]) + (isEverySecond ? "/" : ""));
            i = after;
        }

        return String.join(" ", ranges);
    }

    static int end(int[] codePoints, int start, int step) {
        int i = start + 1;
        while (i < codePoints.length && codePoints[i] == codePoints[i - 1] + step) {
            i++;
        }

        return i;
    }

    static String range(int first, int last) {
        return hex(first) + (last > first ? "-" + hex(last) : "");
    }

    static String hex(String text) {
        return text.codePoints().mapToObj(c -> hex(c)).collect(Collectors.joining(" "));
    }

    static String hex(int c) {
        return Integer.toHexString(c).toUpperCase(Locale.ROOT);
    }

    static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
