// Prints the table of combining classes as the Java that runs it has them; Java 17 has Unicode 13.0. From the root of the repository:
// java --add-exports java.base/jdk.internal.icu.impl=ALL-UNNAMED tools/data/CombiningClasses.java > src/TwilioSms.FreeMarker/Text/Data/combining-classes.txt

import jdk.internal.icu.impl.Norm2AllModes;
import jdk.internal.icu.impl.NormalizerImpl;

class CombiningClasses {
    public static void main(String[] arguments) {
        System.out.print("# The canonical combining classes that are not 0.\n");
        System.out.print("# Source: the Unicode Character Database 13.0, as OpenJDK " + Runtime.version().feature() + " has it; made by tools/data/CombiningClasses.java.\n");
        System.out.print("# characters <tab> class\n");
        NormalizerImpl impl = Norm2AllModes.getNFCInstance().impl;
        int first = -1;
        int current = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
            boolean isPart = c <= Character.MAX_CODE_POINT && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            int combiningClass = isPart ? impl.getCC(impl.getNorm16(c)) : 0;
            if (combiningClass != current) {
                if (current != 0) {
                    System.out.print(hex(first) + (c - 1 > first ? "-" + hex(c - 1) : "") + "\t" + current + "\n");
                }

                first = c;
                current = combiningClass;
            }
        }
    }

    static String hex(int c) {
        return Integer.toHexString(c).toUpperCase();
    }
}
