// Records what the JDK prints and reads: java RecordDateFormats.java < cases > DateFormat.tsv
// Cases with names of zones are recorded a locale at a time: what the JDK calls a zone depends on the locales it was asked for before.
// A case: kind <tab> pattern <tab> locale <tab> zone <tab> argument; the result is appended. Non-ASCII is escaped as \\uXXXX.
// Kinds: F prints milliseconds by a pattern; S prints them by styles (d_0: the short date, t_3: the full time, dt_1_2);
// P reads a text by a pattern, into milliseconds; Z is the offset of a zone at a moment.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.DateFormat;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

public class RecordDateFormats {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null; ) {
            System.out.println(line + "\t" + record(line.split("\t", -1)));
        }
    }

    static String record(String[] row) {
        Locale locale = locale(row[2]);
        TimeZone zone = TimeZone.getTimeZone(row[3]);
        if (row[0].equals("Z")) return String.valueOf(zone.getOffset(Long.parseLong(row[4])));
        try {
            DateFormat format = row[0].equals("S") ? styles(row[1].split("_"), locale) : new SimpleDateFormat(unescape(row[1]), locale);
            format.setTimeZone(zone);
            return row[0].equals("P")
                    ? String.valueOf(format.parse(unescape(row[4])).getTime())
                    : escape(format.format(new Date(Long.parseLong(row[4]))));
        } catch (IllegalArgumentException e) {
            return "PATTERN";
        } catch (ParseException e) {
            return "UNREADABLE";
        }
    }

    static DateFormat styles(String[] names, Locale locale) {
        int first = 3 - Integer.parseInt(names[1]);
        switch (names[0]) {
            case "d": return DateFormat.getDateInstance(first, locale);
            case "t": return DateFormat.getTimeInstance(first, locale);
            default: return DateFormat.getDateTimeInstance(first, 3 - Integer.parseInt(names[2]), locale);
        }
    }

    static Locale locale(String name) {
        String[] parts = name.split("_", 3);
        return new Locale(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < ' ' || c > '~' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.startsWith("\\u", i);
            plain.append(escaped ? (char) Integer.parseInt(text.substring(i + 2, i + 6), 16) : text.charAt(i));
            i += escaped ? 5 : 0;
        }
        return plain.toString();
    }
}
