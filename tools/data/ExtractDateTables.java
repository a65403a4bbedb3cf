// Writes the tables the library prints and reads dates by, as the running JDK knows them, into a folder:
//   javac -d /tmp/extract ExtractDateTables.java
//   java -Xmx1g -cp /tmp/extract ExtractDateTables ../../src/TwilioSms.FreeMarker/Formatting/Data
// Run it with a newer JDK of the line the library follows to renew the time zones. The files explain themselves.
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.*;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

public class ExtractDateTables {
    static final int STANDALONE = 0x8000;
    static final String JDK = "OpenJDK " + System.getProperty("java.version");

    public static void main(String[] args) throws Exception {
        if (args[0].equals("names")) {
            printZoneNames(locale(args[1]));
            return;
        }

        Path folder = Path.of(args[0]);
        try (PrintStream out = open(folder, "date-symbols.txt")) { symbols(out); }
        try (PrintStream out = open(folder, "time-zones.txt")) { zones(out); }
        try (PrintStream out = open(folder, "time-zone-names.txt"); PrintStream localized = openCompressed(folder, "time-zone-names-by-locale.txt.gz")) {
            zoneNames(out, localized);
        }
    }

    static PrintStream open(Path folder, String name) throws Exception {
        return new PrintStream(Files.newOutputStream(folder.resolve(name)), false, "UTF-8");
    }

    static PrintStream openCompressed(Path folder, String name) throws Exception {
        OutputStream best = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))) {{ def.setLevel(Deflater.BEST_COMPRESSION); }};
        return new PrintStream(best, false, "UTF-8");
    }

    static void print(PrintStream out, String text) { out.print(text + "\n"); }

    // ---- Names and patterns ----

    static final String FIELDS = "EeMLmlDda12345678g";
    static final Map<Character, Character> DEFAULTS = Map.of('e', 'E', 'L', 'M', 'l', 'm');
    // Countries that have data, or had it, without being in ISO 3166.
    static final String[] OTHER_COUNTRIES = { "CS", "XK", "IC", "EA", "AC", "CP", "DG", "TA", "UK", "YU", "SU", "DD" };

    static void symbols(PrintStream out) {
        Set<String> languages = new TreeSet<>(Arrays.asList(Locale.getISOLanguages()));
        Set<String> countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        countries.addAll(Arrays.asList(OTHER_COUNTRIES));
        Set<Locale> special = new LinkedHashSet<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            languages.add(locale.getLanguage());
            if (locale.getCountry().length() == 2) countries.add(locale.getCountry());
            if (locale.getScript().isEmpty() && !locale.hasExtensions()
                    && (!locale.getVariant().isEmpty() || locale.getCountry().length() == 3)) special.add(locale);
        }
        languages.remove("");

        Map<Character, String> root = encode(fields(Locale.ROOT), List.of());
        Map<String, List<String>> lines = new LinkedHashMap<>();
        add(lines, "", root);
        Map<String, Map<Character, String>> byLanguage = new HashMap<>();
        for (String language : languages) {
            Map<Character, String> line = encode(fields(new Locale(language)), List.of(root));
            byLanguage.put(language, line);
            add(lines, language, line);
            for (String country : countries) {
                add(lines, language + "_" + country, encode(fields(new Locale(language, country)), List.of(line, root)));
            }
        }
        for (Locale locale : special) {
            add(lines, locale.toString(), encode(fields(locale), List.of(byLanguage.get(locale.getLanguage()), root)));
        }

        print(out, "# Names and patterns of dates, as the CLDR provider of " + JDK + " gives them.\n"
            + "# Data under the Unicode License v3, https://www.unicode.org/license.txt\n"
            + "# locales <tab> fields, each a letter and its value; names are separated by bars. A locale lacks what it has in common with its\n"
            + "# language, a language what it has in common with the root locale (the line without a name).\n"
            + "# E short eras, e long eras (else E), M months, L months standing alone (else M), m short months, l the same standing alone\n"
            + "# (else m), D weekdays from Sunday, d short weekdays, a AM and PM;\n"
            + "# patterns of dates 1 short, 2 medium, 3 long, 4 full, of times 5 short, 6 medium, 7 long, 8 full; g how the two are joined\n"
            + "# ({1} the date, {0} the time), by the shorter of both styles.\n"
            + "# The lines that start with @ hold the first day of the week (1 Sunday) and the days the first week needs, by country; others have\n"
            + "# 2 and 1, a locale without a country 1 and 1.");
        lines.forEach((line, names) -> print(out, String.join(",", names) + "\t" + line));

        Map<String, StringJoiner> weeks = new TreeMap<>();
        for (String country : countries) {
            Calendar calendar = Calendar.getInstance(new Locale("en", country));
            String week = "" + calendar.getFirstDayOfWeek() + calendar.getMinimalDaysInFirstWeek();
            if (!week.equals("21")) weeks.computeIfAbsent(week, k -> new StringJoiner(" ")).add(country);
        }
        weeks.forEach((week, names) -> print(out, "@" + week + "\t" + names));
    }

    static void add(Map<String, List<String>> lines, String name, Map<Character, String> line) {
        if (line.isEmpty()) return;
        StringJoiner text = new StringJoiner("\t");
        line.forEach((letter, value) -> text.add(letter + value));
        lines.computeIfAbsent(text.toString(), k -> new ArrayList<>()).add(name);
    }

    static Map<Character, String> encode(Map<Character, String> fields, List<Map<Character, String>> parents) {
        Map<Character, String> line = new LinkedHashMap<>();
        List<Map<Character, String>> chain = new ArrayList<>(List.of(line));
        chain.addAll(parents);
        for (char letter : FIELDS.toCharArray()) {
            if (!fields.get(letter).equals(resolve(chain, letter))) line.put(letter, fields.get(letter));
        }
        return line;
    }

    static String resolve(List<Map<Character, String>> chain, char letter) {
        for (Map<Character, String> line : chain) {
            if (line.containsKey(letter)) return line.get(letter);
            Character other = DEFAULTS.get(letter);
            if (other != null && line.containsKey(other)) return line.get(other);
        }
        return null;
    }

    static Map<Character, String> fields(Locale locale) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"), locale);
        Map<Character, String> fields = new HashMap<>();
        fields.put('E', names(calendar, Calendar.ERA, Calendar.SHORT, locale, 0, 1));
        fields.put('e', names(calendar, Calendar.ERA, Calendar.LONG, locale, 0, 1));
        fields.put('M', names(calendar, Calendar.MONTH, Calendar.LONG, locale, 0, 11));
        fields.put('L', names(calendar, Calendar.MONTH, Calendar.LONG | STANDALONE, locale, 0, 11));
        fields.put('m', names(calendar, Calendar.MONTH, Calendar.SHORT, locale, 0, 11));
        fields.put('l', names(calendar, Calendar.MONTH, Calendar.SHORT | STANDALONE, locale, 0, 11));
        fields.put('D', names(calendar, Calendar.DAY_OF_WEEK, Calendar.LONG, locale, 1, 7));
        fields.put('d', names(calendar, Calendar.DAY_OF_WEEK, Calendar.SHORT, locale, 1, 7));
        fields.put('a', names(calendar, Calendar.AM_PM, Calendar.LONG, locale, 0, 1));
        StringJoiner joined = new StringJoiner("|");
        for (int i = 0; i < 4; i++) {
            int style = 3 - i;
            String date = pattern(DateFormat.getDateInstance(style, locale));
            String time = pattern(DateFormat.getTimeInstance(style, locale));
            String both = pattern(DateFormat.getDateTimeInstance(style, style, locale));
            fields.put((char) ('1' + i), date);
            fields.put((char) ('5' + i), time);
            joined.add(both.replace(date, "{1}").replace(time, "{0}"));
        }
        fields.put('g', joined.toString());
        return fields;
    }

    static String pattern(DateFormat format) { return ((SimpleDateFormat) format).toPattern(); }

    static String names(Calendar calendar, int field, int style, Locale locale, int from, int to) {
        StringJoiner names = new StringJoiner("|");
        for (int value = from; value <= to; value++) {
            calendar.clear();
            switch (field) {
                case Calendar.MONTH: calendar.set(2020, value, 1); break;
                case Calendar.DAY_OF_WEEK: calendar.set(2024, 0, 6 + value); break;
                case Calendar.AM_PM: calendar.set(2024, 0, 1, value * 12, 0, 0); break;
                default: calendar.setTimeInMillis(value == 0 ? -3000L * 366 * 86_400_000 : 0);
            }
            names.add(calendar.getDisplayName(field, style, locale));
        }
        return names.toString();
    }

    // ---- Time zones ----

    static final long FROM = -5_000_000_000L, TO = LocalDate.of(2110, 1, 1).toEpochDay() * 86_400;
    static final long BASE = -2_400_000_000L;
    static final int RULES_FROM = 2040;

    record State(int total, int daylight) {
        @Override public String toString() { return daylight == 0 ? "" + total : total + "," + daylight; }
    }

    record Change(long at, State before, State after) {
        LocalDateTime local() { return LocalDateTime.ofEpochSecond(at + before.total, 0, ZoneOffset.UTC); }
        int year() { return LocalDateTime.ofEpochSecond(at, 0, ZoneOffset.UTC).getYear(); }
    }

    record Rule(int month, int day, int weekday, long time, State after) {
        long in(int year) {
            LocalDate date = day < 0 ? LocalDate.of(year, month, 1).with(TemporalAdjusters.lastDayOfMonth()) : LocalDate.of(year, month, day);
            if (weekday > 0) {
                DayOfWeek dayOfWeek = DayOfWeek.of(weekday);
                date = date.with(day < 0 ? TemporalAdjusters.previousOrSame(dayOfWeek) : TemporalAdjusters.nextOrSame(dayOfWeek));
            }
            return date.toEpochDay() * 86_400 + time;
        }
    }

    static void zones(PrintStream out) {
        print(out, "# Time zones as java.util.TimeZone of " + JDK + " knows them (IANA time zone database; before 1900 the zone's standard offset).\n"
            + "# ids <tab> raw offset[,daylight saving] <tab> states: offset[,daylight part] in seconds <tab> transitions <tab> yearly rules\n"
            + "# A transition is the time since the one before (the first: since 1893-12-12T05:20:00Z) in base 36, in quarters of an hour or\n"
            + "# after a point in seconds, and the letter of the state it leads to. A rule, from the last transition on, is month, day,\n"
            + "# weekday (1 Monday .. 7 Sunday on or after that day; day -1: the last of the month; weekday 0: that day itself), seconds from\n"
            + "# UTC midnight of that day, and the state.");
        Map<String, StringJoiner> lines = new LinkedHashMap<>();
        String[] ids = TimeZone.getAvailableIDs();
        Arrays.sort(ids);
        for (String id : ids) {
            lines.computeIfAbsent(zone(TimeZone.getTimeZone(id)), k -> new StringJoiner(" ")).add(id);
        }
        lines.forEach((line, names) -> print(out, names + "\t" + line));
    }

    static String zone(TimeZone zone) {
        State first = stateAt(zone, FROM);
        List<Change> changes = changes(zone);
        List<Rule> rules = rules(changes);
        int kept = changes.size();
        if (!rules.isEmpty()) {
            while (kept > 0 && followsRules(changes, kept - 1, rules)) kept--;
            kept++;
        }

        List<State> states = new ArrayList<>(List.of(first));
        StringBuilder transitions = new StringBuilder();
        long last = BASE;
        for (Change change : changes.subList(0, kept)) {
            if (!states.contains(change.after)) states.add(change.after);
            long passed = change.at - last;
            last = change.at;
            String delta = passed % 900 == 0 ? Long.toString(passed / 900, 36) : "." + Long.toString(passed, 36);
            transitions.append(delta.toUpperCase(Locale.ROOT)).append((char) ('a' + states.indexOf(change.after)));
        }
        StringJoiner yearly = new StringJoiner(" ");
        for (Rule rule : rules) {
            if (!states.contains(rule.after)) states.add(rule.after);
            yearly.add(rule.month + "," + rule.day + "," + rule.weekday + "," + rule.time + (char) ('a' + states.indexOf(rule.after)));
        }
        StringJoiner names = new StringJoiner(" ");
        states.forEach(state -> names.add(state.toString()));
        String line = new State(zone.getRawOffset() / 1000, zone.getDSTSavings() / 1000) + "\t" + names + "\t" + transitions + "\t" + yearly;
        return line.replaceAll("\t+$", "");
    }

    static State stateAt(TimeZone zone, long second) {
        GregorianCalendar calendar = new GregorianCalendar(zone);
        calendar.setTimeInMillis(second * 1000);
        return new State(zone.getOffset(second * 1000) / 1000, calendar.get(Calendar.DST_OFFSET) / 1000);
    }

    static List<Change> changes(TimeZone zone) {
        List<Change> changes = new ArrayList<>();
        long step = 2 * 86_400;
        State state = stateAt(zone, FROM);
        for (long start = FROM; start + step < TO; start += step) {
            for (long low = start; !state.equals(stateAt(zone, start + step)); ) {
                long high = start + step;
                while (high - low > 1) {
                    long middle = (low + high) / 2;
                    if (stateAt(zone, middle).equals(state)) low = middle; else high = middle;
                }
                State next = stateAt(zone, high);
                changes.add(new Change(high, state, next));
                state = next;
                low = high;
            }
        }
        return changes;
    }

    static List<Rule> rules(List<Change> changes) {
        List<Change> late = new ArrayList<>(changes);
        late.removeIf(change -> change.year() < RULES_FROM);
        if (late.isEmpty()) return List.of();
        List<Change> odd = new ArrayList<>(), even = new ArrayList<>();
        for (int i = 0; i < late.size(); i++) (i % 2 == 0 ? odd : even).add(late.get(i));
        return List.of(rule(odd), rule(even));
    }

    static Rule rule(List<Change> changes) {
        LocalDateTime local = changes.get(0).local();
        long time = changes.get(0).at - local.toLocalDate().toEpochDay() * 86_400;
        int month = local.getMonthValue(), weekday = local.getDayOfWeek().getValue();
        List<Rule> candidates = new ArrayList<>(List.of(new Rule(month, -1, weekday, time, changes.get(0).after)));
        for (int day = 1; day <= 28; day++) candidates.add(new Rule(month, day, weekday, time, changes.get(0).after));
        candidates.add(new Rule(month, local.getDayOfMonth(), 0, time, changes.get(0).after));
        for (Rule rule : candidates) {
            if (changes.stream().allMatch(change -> rule.in(change.local().getYear()) == change.at)) return rule;
        }
        throw new IllegalStateException("No yearly rule for " + changes.get(0));
    }

    static boolean followsRules(List<Change> changes, int index, List<Rule> rules) {
        Change change = changes.get(index);
        boolean alternates = index + 1 == changes.size()
            || (!changes.get(index + 1).after.equals(change.after) && changes.get(index + 1).at - change.at <= 300L * 86_400);
        return alternates && rules.stream().anyMatch(rule -> rule.after.equals(change.after)
            && (rule.in(change.year() - 1) == change.at || rule.in(change.year()) == change.at || rule.in(change.year() + 1) == change.at));
    }

    // ---- Names of time zones ----

    // What the JDK calls a zone depends on which locales it was asked for before, so each locale has a process of its own.
    record Names(List<String> order, Map<String, String[]> byId) {
        static Names in(String locale) throws Exception {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "ExtractDateTables", "names", locale).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), "UTF-8").lines().toList();
            Map<String, String[]> byId = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) byId.put(line.split("\t")[0], line.split("\t")[1].split("\\|"));
            return new Names(List.of(lines.get(0).split(" ")), byId);
        }
    }

    static void printZoneNames(Locale locale) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        StringJoiner order = new StringJoiner(" ");
        for (String[] row : new DateFormatSymbols(locale).getZoneStrings()) order.add(row[0]);
        print(out, order.toString());
        for (String id : TimeZone.getAvailableIDs()) {
            TimeZone zone = TimeZone.getTimeZone(id);
            print(out, id + "\t" + zone.getDisplayName(false, TimeZone.LONG, locale) + "|" + zone.getDisplayName(true, TimeZone.LONG, locale)
                + "|" + zone.getDisplayName(false, TimeZone.SHORT, locale) + "|" + zone.getDisplayName(true, TimeZone.SHORT, locale));
        }
        out.flush();
    }

    static void zoneNames(PrintStream out, PrintStream localized) throws Exception {
        List<String> order = Names.in("en_US").order();
        List<String> ids = new ArrayList<>(Arrays.asList(TimeZone.getAvailableIDs()));
        ids.sort(Comparator.comparing((String id) -> order.contains(id) ? order.indexOf(id) : Integer.MAX_VALUE).thenComparing(id -> id));

        Set<String> locales = new TreeSet<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            locales.add(locale.getLanguage());
            if (locale.getScript().isEmpty() && locale.getCountry().length() == 2) {
                locales.add(locale.getLanguage() + "_" + locale.getCountry());
                if (!locale.getVariant().isEmpty()) locales.add(locale.toString().split("_#")[0]);
            }
        }

        Map<String, Names> names = new HashMap<>();
        for (String locale : locales) names.put(locale, Names.in(locale));
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String id : ids) {
            StringBuilder all = new StringBuilder();
            for (String locale : locales) all.append(String.join("|", names.get(locale).byId().get(id))).append('\t');
            groups.computeIfAbsent(all.toString(), k -> new ArrayList<>()).add(id);
        }

        print(out, "# Names of time zones as " + JDK + " prints them (CLDR, and the JDK's own where CLDR has none).\n"
            + "# Data under the Unicode License v3, https://www.unicode.org/license.txt\n"
            + "# First the English names: standard|daylight|short standard|short daylight <tab> ids. The lines are counted from 0; a name\n"
            + "# that several lines share is read as the first id of the first of them (in English).\n"
            + "# Then, line by line of time-zone-names-by-locale.txt.gz, the locales which that line is about, and @.");
        List<List<String>> groupIds = new ArrayList<>(groups.values());
        groupIds.forEach(group -> print(out, String.join("|", names.get("en").byId().get(group.get(0))) + "\t" + String.join(" ", group)));

        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String locale : locales) {
            String parent = locale.contains("_") ? locale.substring(0, locale.indexOf('_')) : "en";
            String own = order(names.get(locale).order(), groupIds), inherited = order(names.get(parent).order(), groupIds);
            StringJoiner line = new StringJoiner("\t");
            line.add(own.equals(inherited) ? "" : own);
            for (List<String> group : groupIds) {
                StringJoiner four = new StringJoiner("|");
                for (int name = 0; name < 4; name++) {
                    String value = names.get(locale).byId().get(group.get(0))[name];
                    four.add(value.equals(names.get(parent).byId().get(group.get(0))[name]) ? "" : value);
                }
                line.add(four.toString().replaceAll("\\|+$", ""));
            }
            String text = line.toString().replaceAll("\t+$", "");
            if (!text.isEmpty()) lines.computeIfAbsent(text, k -> new ArrayList<>()).add(locale);
        }
        print(localized, "# What zones are called by locale; time-zone-names.txt says which line is about which. The first column holds the groups in\n"
            + "# the order in which a name is looked for, that of DateFormatSymbols.getZoneStrings(), and after a dot which id of the group\n"
            + "# is read (from 0, left out); it is empty where the order is that of the language, or of English. Then a column for each group:\n"
            + "# its four names, each empty or left out where it is that of the language, or for a language the English one.\n"
            + "# Data under the Unicode License v3, https://www.unicode.org/license.txt");
        lines.forEach((line, group) -> {
            print(out, String.join(",", group) + "@");
            print(localized, line);
        });
    }

    static String order(List<String> ids, List<List<String>> groups) {
        Map<String, Integer> groupOf = new HashMap<>();
        for (int group = 0; group < groups.size(); group++) {
            for (String id : groups.get(group)) groupOf.put(id, group);
        }
        Map<Integer, Integer> order = new LinkedHashMap<>();
        for (String id : ids) order.putIfAbsent(groupOf.get(id), groups.get(groupOf.get(id)).indexOf(id));
        StringJoiner text = new StringJoiner(" ");
        order.forEach((group, index) -> text.add(index == 0 ? "" + group : group + "." + index));
        return text.toString();
    }

    static Locale locale(String name) {
        String[] parts = name.split("_");
        return parts.length > 2 ? new Locale(parts[0], parts[1], parts[2]) : parts.length > 1 ? new Locale(parts[0], parts[1]) : new Locale(name);
    }
}
