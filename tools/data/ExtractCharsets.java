// Writes charsets.txt, the charsets of java.base as the running JDK knows them, and those of Windows:
//   java ExtractCharsets.java > ../../src/TwilioSms.FreeMarker/Text/Data/charsets.txt
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;

public class ExtractCharsets {
    // What .NET has instead of a table here: the numbers of its encodings; + is one that writes a byte order mark.
    static final Map<String, String> ENCODINGS = Map.ofEntries(
        Map.entry("UTF-8", "65001"), Map.entry("CESU-8", "CESU-8"), Map.entry("UTF-16", "1201+"), Map.entry("UTF-16BE", "1201"),
        Map.entry("UTF-16LE", "1200"), Map.entry("x-UTF-16LE-BOM", "1200+"), Map.entry("UTF-32", "12001"), Map.entry("UTF-32BE", "12001"),
        Map.entry("UTF-32LE", "12000"), Map.entry("X-UTF-32BE-BOM", "12001+"), Map.entry("X-UTF-32LE-BOM", "12000+"), Map.entry("Big5", "950"),
        Map.entry("EUC-JP", "51932"), Map.entry("EUC-KR", "51949"), Map.entry("GB18030", "54936"), Map.entry("GB2312", "20936"),
        Map.entry("GBK", "936"), Map.entry("Shift_JIS", "932"), Map.entry("windows-31j", "932"), Map.entry("x-Johab", "1361"),
        Map.entry("ISO-2022-JP", "50220"), Map.entry("x-windows-949", "949"), Map.entry("x-windows-950", "950"));

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        print(out, "# Charsets by their names in OpenJDK " + System.getProperty("java.version") + ": the names, a tab, and what bytes 80 to FF mean (U+FFFD: nothing); bytes 00 to 7F are\n"
            + "# ASCII. Pairs of further characters and of those whose byte they share may follow. After an equals sign it is the number of an encoding of\n"
            + "# .NET; a plus sign asks for its byte order mark.");
        for (Charset charset : Charset.availableCharsets().values()) {
            String what = ENCODINGS.containsKey(charset.name()) ? "=" + ENCODINGS.get(charset.name()) : bytes(charset);
            if (what != null) {
                StringBuilder names = new StringBuilder(charset.name());
                charset.aliases().stream().sorted().forEach(alias -> names.append(' ').append(alias));
                print(out, names + "\t" + what);
            }
        }

        out.flush();
    }

    static void print(PrintStream out, String line) {
        out.print(line + "\n");
    }

    static String bytes(Charset charset) {
        boolean isWanted = charset.getClass().getModule().getName().equals("java.base") || charset.name().startsWith("windows-");
        if (!isWanted || !charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1) {
            return null;
        }

        Map<Character, Byte> further = new TreeMap<>();
        StringBuilder meanings = new StringBuilder("\ufffd".repeat(128));
        for (char c = 0; c < 0xfffd; c++) {
            if (Character.isSurrogate(c) || !charset.newEncoder().canEncode(c)) {
                continue;
            }

            byte b = String.valueOf(c).getBytes(charset)[0];
            if (new String(new byte[] { b }, charset).charAt(0) != c) {
                further.put(c, b);
            } else if (b < 0) {
                meanings.setCharAt(b + 128, c);
            } else if (b != c) {
                throw new IllegalStateException(charset + " is not based on ASCII");
            }
        }

        further.forEach((c, b) -> meanings.append(c).append(new String(new byte[] { b }, charset)));
        return meanings.toString();
    }
}
