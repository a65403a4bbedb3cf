// Prints which characters beyond ASCII Apache FreeMarker takes in names, as freemarker.template.utility.StringUtil has them. From the root of the repository:
//   java -cp /usr/share/java/freemarker.jar tools/data/ExtractIdentifierCharacters.java > src/TwilioSms.FreeMarker/Text/Data/identifiers.txt
import freemarker.template.Configuration;
import freemarker.template.utility.StringUtil;

class ExtractIdentifierCharacters {
    public static void main(String[] arguments) {
        System.out.print("# The characters beyond ASCII that names may have: mostly the letters and digits of one version of Unicode.\n");
        System.out.print("# Source: Apache FreeMarker " + Configuration.getVersion() + "; made by tools/data/ExtractIdentifierCharacters.java.\n");
        StringBuilder ranges = new StringBuilder();
        for (int c = 0x80; c <= Character.MAX_VALUE; c++) {
            int first = c;
            while (c <= Character.MAX_VALUE && StringUtil.isFTLIdentifierPart((char) c)) {
                c++;
            }

            if (c > first) {
                ranges.append(ranges.isEmpty() ? "" : " ").append(hex(first)).append(c - 1 > first ? "-" + hex(c - 1) : "");
            }
        }

        System.out.print("names\t" + ranges + "\n");
    }

    static String hex(int c) {
        return Integer.toHexString(c).toUpperCase();
    }
}
