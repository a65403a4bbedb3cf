// Prints src/TwilioSms.FreeMarker/Formatting/Data/number-symbols.txt from the locale data of the JDK it runs on:
//   java -Dfile.encoding=UTF-8 ExtractNumberSymbols.java > number-symbols.txt
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.*;

public class ExtractNumberSymbols {
    static final List<String> codes = new ArrayList<>();
    static final Map<String, Integer> symbolSets = new LinkedHashMap<>();

    public static void main(String[] args) {
        SortedSet<String> languages = new TreeSet<>();
        SortedSet<String> countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        for (Locale locale : Locale.getAvailableLocales()) {
            languages.add(locale.getLanguage());
            countries.add(locale.getCountry());
        }
        countries.remove("");
        for (Currency currency : Currency.getAvailableCurrencies()) codes.add(currency.getCurrencyCode());
        Collections.sort(codes);

        // A country's row is left out where it says the same as its language, a language's where it says the same as the root.
        List<String> rows = new ArrayList<>();
        for (String language : languages) {
            Locale parent = new Locale(language);
            String row = language.isEmpty() ? row(parent, null, Collections.emptyMap()) : row(parent, Locale.ROOT, currencySymbols(Locale.ROOT));
            if (row != null) rows.add(row);
            Map<String, String> inherited = currencySymbols(parent);
            for (String country : countries) {
                row = row(new Locale(language, country), parent, inherited);
                if (row != null) rows.add(row);
            }
        }
        for (Locale locale : new Locale[] {
            new Locale("en", "US", "POSIX"), new Locale("ca", "ES", "VALENCIA"), new Locale("no", "NO", "NY"), new Locale("th", "TH", "TH")}) {
            Locale parent = new Locale(locale.getLanguage(), locale.getCountry());
            String row = row(locale, parent, currencySymbols(parent));
            if (row != null) rows.add(row);
        }

        System.out.println("# Number symbols, patterns and currencies by locale: CLDR as packed with the JDK, else the JDK's own, " + System.getProperty("java.version")
            + "; written by ExtractNumberSymbols.java.");
        System.out.println("# S: number, decimal, grouping, monetary decimal, monetary grouping, minus, percent, per mille, zero digit, infinity,");
        System.out.println("#    NaN, exponent separator, then the patterns of numbers, percentages and currency amounts.");
        System.out.println("# L: locale, S row, symbols of currencies that differ from the parent's (country from language, language from root).");
        System.out.println("# C: the currency of each country. D: each currency's number of decimals; - where it has none by nature.");
        symbolSets.forEach((set, number) -> System.out.println("S\t" + number + "\t" + set));
        for (String row : rows) System.out.println("L\t" + row);
        StringBuilder line = new StringBuilder("C\t");
        List<String> territories = new ArrayList<>(Arrays.asList(Locale.getISOCountries()));
        territories.add("XK"); // Kosovo has a currency but no ISO 3166 code
        for (String country : territories) {
            Currency currency = Currency.getInstance(new Locale("", country));
            if (currency != null) line.append(country).append(currency.getCurrencyCode());
        }
        System.out.println(line);
        line = new StringBuilder("D\t");
        for (String code : codes) {
            int digits = Currency.getInstance(code).getDefaultFractionDigits();
            line.append(code).append(digits < 0 ? "-" : digits);
        }
        System.out.println(line);
    }

    static String row(Locale locale, Locale parent, Map<String, String> inherited) {
        String set = locale.getCountry().isEmpty() ? symbols(locale) : scaled(locale);
        Map<String, String> own = currencySymbols(locale);
        own.entrySet().removeIf(e -> e.getValue().equals(inherited.getOrDefault(e.getKey(), e.getKey())));
        boolean sameSymbols = parent != null && set.equals(symbols(parent))
            || parent != null && !parent.getLanguage().isEmpty() && scaled(locale).equals(scaled(parent));
        if (sameSymbols && own.isEmpty()) return null;
        if (sameSymbols) set = symbols(parent);
        int index = symbolSets.computeIfAbsent(set, s -> symbolSets.size());
        StringBuilder row = new StringBuilder(locale.getLanguage());
        if (!locale.getCountry().isEmpty()) row.append('_').append(locale.getCountry());
        if (!locale.getVariant().isEmpty()) row.append('_').append(locale.getVariant());
        row.append('\t').append(index).append('\t');
        own.forEach((code, symbol) -> row.append(code).append('=').append(symbol).append('|'));
        return row.toString();
    }

    static String symbols(Locale locale) {
        return affixes(locale) + '\t' + ((DecimalFormat) NumberFormat.getCurrencyInstance(locale)).toPattern();
    }

    // Like symbols, with two decimals whatever the country's currency has: the library puts in as many as the currency has.
    static String scaled(Locale locale) {
        DecimalFormat currency = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        currency.setMinimumFractionDigits(2);
        currency.setMaximumFractionDigits(2);
        return affixes(locale) + '\t' + currency.toPattern();
    }

    static final Map<Locale, String> affixCache = new HashMap<>();

    static String affixes(Locale locale) {
        return affixCache.computeIfAbsent(locale, l -> {
            DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(l);
            return String.join("\t",
                "" + symbols.getDecimalSeparator(), "" + symbols.getGroupingSeparator(),
                "" + symbols.getMonetaryDecimalSeparator(), "" + symbols.getMonetaryGroupingSeparator(),
                new DecimalFormat("0", symbols).getNegativePrefix(),
                new DecimalFormat("0%", symbols).getPositiveSuffix(),
                new DecimalFormat("0\u2030", symbols).getPositiveSuffix(),
                "" + symbols.getZeroDigit(), symbols.getInfinity(), symbols.getNaN(), symbols.getExponentSeparator(),
                ((DecimalFormat) NumberFormat.getNumberInstance(l)).toPattern(),
                ((DecimalFormat) NumberFormat.getPercentInstance(l)).toPattern());
        });
    }

    static Map<String, String> currencySymbols(Locale locale) {
        Map<String, String> symbols = new TreeMap<>();
        for (String code : codes) {
            String symbol = Currency.getInstance(code).getSymbol(locale);
            if (!symbol.equals(code)) symbols.put(code, symbol);
        }
        if (!locale.equals(Locale.ROOT)) {
            // A code spelled out is a difference too where the parent has a symbol.
            for (String code : codes) symbols.putIfAbsent(code, code);
        }
        return symbols;
    }
}
