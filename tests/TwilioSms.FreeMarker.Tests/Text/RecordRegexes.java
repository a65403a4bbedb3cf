// Prints Regex.tsv, what the JDK's regular expressions match:
//   java RecordRegexes.java SEED COUNT > Regex.tsv
// Columns: pattern, flags (letters of the inline form), text, result. Everything but printable ASCII is written as a UTF-16 escape. The result is
// "refused", or three parts: the match of the whole text, the match at its start, all matches; "-" is none, and a match is the bounds
// of its groups.
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

public class RecordRegexes {
    static Random random;
    static int groups;
    static boolean stale;

    static String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static String literal() {
        return pick("a", "b", "c", "A", "B", "x", "1", "2", " ", "_", "-", ",", "\u00e9", "\u00c9", "\ud83d\ude00", "\\.", "\\n", "k",
            "\u212a", "\u017f", "\u00df", "&", "\u0301", "\u042f", "\u044f", "]", "}", "=", ":", "!", "<", ">");
    }

    static String property() {
        return pick("{L}", "L", "{Lu}", "{Ll}", "{Alpha}", "{Digit}", "{Punct}", "{Upper}", "{Lower}", "{IsLatin}", "{IsGreek}",
            "{InCyrillic}", "{IsAlphabetic}", "{IsUppercase}", "{javaLowerCase}", "{javaWhitespace}", "{Space}", "{N}", "{P}", "{S}", "{Sc}",
            "{IsL}", "{L1}", "{ASCII}", "{Alnum}", "{XDigit}", "{Blank}", "{Cntrl}", "{Graph}", "{Print}", "{Zs}", "{Mn}", "{sc=Han}",
            "{script=Latin}", "{blk=BasicLatin}", "{gc=Lu}", "{IsDigit}", "{IsPunctuation}", "{IsWhite_Space}", "{javaLetterOrDigit}", "{LC}",
            "{LD}", "{Foo}", "{IsLowercase}", "{javaUpperCase}", "{So}", "{javaJavaIdentifierPart}");
    }

    static String characterClass(int depth) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "[^" : "[").append(pick("x", "y", "\\d", "a-c"));
        for (int i = random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0, 1 -> text.append(pick("a", "b", "A", "1", "\u00e9", "\ud83d\ude00", "_", "^", "&", ".", "$", " ", "\\]", "\\-", "K"));
                case 2 -> text.append(pick("a-c", "A-Z", "0-9", "a-z", "\u00e0-\u00fc", "\\x41-\\x5a", "!-/", "\ud83d\ude00-\ud83d\ude05"));
                case 3 -> text.append(pick("\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\H"));
                case 4 -> text.append(pick("\\p", "\\P")).append(property());
                case 5 -> text.append(depth > 0 ? characterClass(depth - 1) : "z");
                case 6 -> text.append("&&").append(depth > 0 ? characterClass(depth - 1) : pick("[a-m]", "\\w", "a-f", "[^b]", "\\d"));
                default -> text.append(pick("\\Q^]\\E", "\\t", "\\u0041", "\\0101", "\\cA", "\\e"));
            }
        }

        return text.append(']').toString();
    }

    static String atom(int depth) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4: return literal();
            case 5, 6: return ".";
            case 7: return pick("\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\h", "\\v", "\\H", "\\V");
            case 8: return characterClass(2);
            case 9: return pick("\\p", "\\P") + property();
            case 10: return pick("^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z");
            case 11, 12:
                groups++;
                return depth == 0 ? literal() : "(" + (random.nextInt(8) == 0 ? "?<g" + groups + ">" : "") + alternatives(depth - 1) + ")";
            case 13: return depth == 0 ? literal() : "(?:" + alternatives(depth - 1) + ")";
            case 14: return pick("(?=", "(?!", "(?<=", "(?<!") + literal() + pick("", literal(), characterClass(0)) + ")";
            case 15: return depth == 0 ? literal() : pick("(?>", "(?i:", "(?s:", "(?m:", "(?iu:", "(?x:", "(?-i:", "(?U:", "(?d:") + alternatives(depth - 1) + ")";
            case 16: return pick("\\Qa.b\\E", "\\x41", "\\u00e9", "\\x{1F600}", "\\ud83d\\ude00", "\\t", "\\012", "\\r", "\\-", "\\1", "\\2", "\\k<g1>");
            case 17: return pick("\\X", "\\X", "\\X", "\\b{g}", "\\b{g}");
            case 18: return pick("(?i)", "(?s)", "(?m)", "(?iu)", "(?x)", "(?-s)", "(?d)");
            default: return random.nextInt(12) == 0 ? pick("[", "(", ")", "*", "\\q", "\\E", "(?", "[]", "{x", "a{2,1}", "\\") : literal();
        }
    }

    static String sequence(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(atom(depth));
            if (random.nextInt(3) == 0) {
                text.append(pick("*", "+", "?", "{2}", "{1,2}", "{0,}", "{2,3}")).append(pick("", "", "", "?", "+"));
            }
        }

        return text.toString();
    }

    static String alternatives(int depth) {
        return random.nextInt(4) == 0 ? sequence(depth) + "|" + sequence(depth) : sequence(depth);
    }

    static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(pick("a", "a", "b", "c", "A", "B", "x", "1", "2", " ", "_", "-", ",", "\u00e9", "\u00c9", "\ud83d\ude00", ".", "\n",
                "\r\n", "\r", "\u2028", "k", "K", "\u212a", "\u017f", "\u00df", "\u0301", "\u042f", "\u044f", "\ud83d\ude05", "\u03b1", "\t", "ab",
                "\u6f22", "s", "S", "i", "\u0130", "\u0131", "&", "^", "]", "\u00a0",
                "\u0301", "\u0903", "\u0600", "\u200d", "\u2764", "\ud83d\udc68\u200d", "\ud83d\udc67", "\ud83c\udffd", "\ud83c\udde9", "\ud83c\uddea", "\u1100",
                "\u1161", "\u11a8", "\uac00", "\uac01", "\r\n"));
        }

        return text.toString();
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < 32 || c > 126 || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }

        return escaped.toString();
    }

    static String bounds(Matcher matcher) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            // The JDK forgets to clear a group after some failed attempts; no look-around here has groups, so this tells.
            stale |= matcher.start(i) >= 0 && (matcher.start(i) < matcher.start() || matcher.end(i) > matcher.end());
            text.append(i > 0 ? "," : "").append(matcher.start(i)).append('-').append(matcher.end(i));
        }

        return text.toString();
    }

    static String matches(Pattern pattern, String text) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        result.append(matcher.matches() ? bounds(matcher) : "-").append(';');
        matcher = pattern.matcher(text);
        result.append(matcher.lookingAt() ? bounds(matcher) : "-").append(';');
        matcher = pattern.matcher(text);
        while (matcher.find()) {
            result.append(bounds(matcher)).append(' ');
        }

        return result.toString();
    }

    public static void main(String[] arguments) {
        random = new Random(Long.parseLong(arguments[0]));
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            groups = 0;
            String pattern = alternatives(3);
            String flags = random.nextInt(3) > 0 ? "" : pick("i", "m", "s", "x", "im", "iu");
            // After a group, a look-around or a repetition, the JDK's \\b{g} takes the place of a part's match for that of the whole.
            if (pattern.contains("\\b{g}") && pattern.replace("\\b{g}", "").matches("(?s).*[({*+?|].*")) {
                continue;
            }

            String row = escape(pattern) + "\t" + flags + "\t";
            try {
                Pattern compiled = Pattern.compile(flags.isEmpty() ? pattern : "(?" + flags + ")" + pattern);
                for (int k = 0; k < 2; k++) {
                    String text = text();
                    stale = false;
                    String result = matches(compiled, text);
                    if (!stale) {
                        System.out.println(row + escape(text) + "\t" + result);
                    }
                }
            } catch (PatternSyntaxException e) {
                System.out.println(row + "\trefused");
            }
        }
    }
}
