// What the JDK's regular expressions match: answers each line of the input, columns PATTERN and TEXT, with one of its own. Everything but printable
// ASCII is written as a UTF-16 escape. The answer is "refused", or "limit" where the JDK takes too long, or four parts: the match of the whole
// text, the match at its start, all matches, the first match from the middle on; "-" is none, and a match is the bounds of its groups.
// Text/Regex.tsv is what it answered, in a third column: cut -f 1,2 Regex.tsv | java RegexOracle.java | paste <(cut -f 1,2 Regex.tsv) -
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

public class RegexOracle {
    private static final int MOST_READS = 400_000;

    /** A text that stops who reads it without end. */
    private static final class Text implements CharSequence {
        private final String text;
        private int reads;

        Text(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new IllegalStateException();
            }

            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static String unescape(String column) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < column.length(); i++) {
            if (column.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(column.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(column.charAt(i));
            }
        }

        return text.toString();
    }

    private static String bounds(Matcher matcher) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            text.append(i > 0 ? "," : "").append(matcher.start(i)).append('-').append(matcher.end(i));
        }

        return text.toString();
    }

    private static String answer(String line) {
        String[] columns = line.split("\t", -1);
        try {
            Pattern pattern = Pattern.compile(unescape(columns[0]));
            Text text = new Text(unescape(columns[1]));
            StringBuilder result = new StringBuilder();
            Matcher matcher = pattern.matcher(text);
            result.append(matcher.matches() ? bounds(matcher) : "-").append(';');
            matcher = pattern.matcher(text);
            result.append(matcher.lookingAt() ? bounds(matcher) : "-").append(';');
            matcher = pattern.matcher(text);
            while (matcher.find()) {
                result.append(bounds(matcher)).append(' ');
            }

            matcher = pattern.matcher(text);
            return result.append(';').append(matcher.find(text.length() / 2) ? bounds(matcher) : "-").toString();
        } catch (PatternSyntaxException e) {
            return "refused";
        } catch (IllegalStateException | StackOverflowError e) {
            return "limit";
        } catch (RuntimeException e) {
            return "broken by " + e.getClass().getSimpleName();
        }
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream output = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.US_ASCII);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(answer(line));
        }
    }
}
