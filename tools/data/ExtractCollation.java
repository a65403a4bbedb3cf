// Prints the orders of characters that the collators of the Java that runs it have. From the root of the repository:
//   java --add-opens java.base/java.text=ALL-UNNAMED --add-exports java.base/jdk.internal.icu.impl=ALL-UNNAMED tools/data/ExtractCollation.java > src/TwilioSms.FreeMarker/Text/Data/collation.txt
// The file explains itself. Chinese, Japanese, Korean and Thai are left out: their orders are as large as all others.
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.text.Collator;
import java.text.RuleBasedCollator;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.internal.icu.impl.NormalizerImpl;

class ExtractCollation {
    static final Set<String> LEFT_OUT = Set.of("zh", "ja", "ko", "th");

    /** An at sign, not in quotes, is no entry: it says that the last accents decide. */
    static final Pattern ACCENTS = Pattern.compile("(?<!')@(?!')");

    /** What java.text.RBTableBuilder makes of letters that are composed of one that is sorted as two: entries of their own, at the end. */
    static final List<String> COMPOSED = List.of("<1E3/304", "=1FD/301", ",1E2/304", "=1FC/301");

    public static void main(String[] arguments) throws Exception {
        System.out.print("# The order of characters as the collators (java.text) of OpenJDK " + Runtime.version().feature() + " have it; made by tools/data/ExtractCollation.java.\n");
        System.out.print("# language <tab> entry <tab> count <tab> entries: after that entry (none: at the start) so many are dropped and these put in their place.\n");
        System.out.print("# The line without a language is the common order, which the others change. @: the last accents decide.\n");
        System.out.print("# An entry is a relation and characters in hexadecimal: < starts the next base letter, ; an accented form of it, a comma a variant of that, such\n");
        System.out.print("# as its upper case, and = an equal. What follows a slash is sorted after the character itself. Several characters, with dots between, are a unit.\n");
        List<String> root = entries("");
        System.out.print("\t\t0\t" + String.join("", root) + "\n");
        SortedSet<String> languages = Arrays.stream(Locale.getAvailableLocales()).map(Locale::getLanguage).collect(Collectors.toCollection(TreeSet::new));
        languages.removeAll(LEFT_OUT);
        languages.remove("");
        for (String language : languages) {
            if (ACCENTS.matcher(rules(language)).find()) {
                System.out.print(language + "\t@\n");
            }

            changes(language, root, entries(language)).forEach(change -> System.out.print(language + "\t" + change + "\n"));
        }
    }

    static String rules(String language) {
        return ((RuleBasedCollator) Collator.getInstance(new Locale(language))).getRules();
    }

    static List<String> entries(String language) throws Exception {
        Class<?> type = Class.forName("java.text.MergeCollation");
        Object merged = open(type.getDeclaredConstructor(String.class)).newInstance(NormalizerImpl.canonicalDecomposeWithSingleQuotation(ACCENTS.matcher(rules(language)).replaceAll("")));
        Method item = open(type.getDeclaredMethod("getItemAt", int.class));
        int count = (int) open(type.getDeclaredMethod("getCount")).invoke(merged);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object entry = item.invoke(merged, i);
            int strength = (int) field(entry, "strength");
            String extension = (String) field(entry, "extension");
            String relation = switch (strength) {
                case Collator.PRIMARY -> "<";
                case Collator.SECONDARY -> ";";
                case Collator.TERTIARY -> ",";
                default -> "=";
            };

            // What is equal to nothing, before all others, is ignored.
            if (!entries.isEmpty() || !relation.equals("=")) {
                entries.add(relation + hex((String) field(entry, "chars")) + (extension.isEmpty() ? "" : "/" + hex(extension)));
            }
        }

        if (entries.contains(",E6/45")) {
            entries.addAll(COMPOSED);
        }

        return entries;
    }

    static Object field(Object entry, String name) throws Exception {
        return open(entry.getClass().getDeclaredField(name)).get(entry);
    }

    static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }

    static List<String> changes(String language, List<String> root, List<String> other) {
        int[][] common = new int[root.size() + 1][other.size() + 1];
        for (int i = root.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                common[i][j] = root.get(i).equals(other.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }

        List<String> changes = new ArrayList<>();
        List<String> applied = new ArrayList<>(root);
        String before = "";
        for (int i = 0, j = 0; i < root.size() || j < other.size();) {
            if (i < root.size() && j < other.size() && root.get(i).equals(other.get(j))) {
                before = root.get(i).substring(1);
                i++;
                j++;
                continue;
            }

            int dropped = 0;
            List<String> inserted = new ArrayList<>();
            while ((i < root.size() || j < other.size()) && !(i < root.size() && j < other.size() && root.get(i).equals(other.get(j)))) {
                if (j == other.size() || (i < root.size() && common[i + 1][j] >= common[i][j + 1])) {
                    dropped++;
                    i++;
                } else {
                    inserted.add(other.get(j++));
                }
            }

            changes.add(before + "\t" + dropped + "\t" + String.join("", inserted));
            int at = before.isEmpty() ? 0 : applied.stream().map(entry -> entry.substring(1)).toList().indexOf(before) + 1;
            applied.subList(at, at + dropped).clear();
            applied.addAll(at, inserted);
        }

        if (!applied.equals(other)) {
            throw new IllegalStateException("The changes of " + language + " do not lead to its order.");
        }

        return changes;
    }

    static String hex(String text) {
        return text.chars().mapToObj(c -> Integer.toHexString(c).toUpperCase(Locale.ROOT)).collect(Collectors.joining("."));
    }
}
