package io.jubernetes.apiserver.rules;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Schedules as cron writes them: five fields, or a word for the usual ones. */
final class CronText {

    private static final List<String> WORDS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern ZONE_PART = Pattern.compile("[A-Za-z._0-9+][-A-Za-z._0-9+]{0,13}");
    private static final Pattern DURATION = Pattern.compile("([0-9]+(\\.[0-9]*)?(ns|us|µs|ms|s|m|h))+");

    /** One of the five. */
    private record Part(int low, int high, int firstName, List<String> names) {}

    private static final List<Part> PARTS = List.of(
            new Part(0, 59, 0, List.of()),
            new Part(0, 23, 0, List.of()),
            new Part(1, 31, 0, List.of()),
            new Part(1, 12, 1, MONTHS),
            new Part(0, 6, 0, DAYS));

    private CronText() {}

    static List<String> problems(String schedule) {
        if (schedule.contains("TZ")) {
            return List.of("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
        String problem = schedule.startsWith("@") ? word(schedule) : fields(schedule);
        return problem == null ? List.of() : List.of(problem);
    }

    private static @Nullable String word(String schedule) {
        if (schedule.startsWith("@every ")) {
            String duration = schedule.substring("@every ".length());
            return DURATION.matcher(duration).matches()
                    ? null
                    : "failed to parse duration " + schedule + ": time: invalid duration \"" + duration + "\"";
        }
        return WORDS.contains(schedule) ? null : "unrecognized descriptor: " + schedule;
    }

    private static @Nullable String fields(String schedule) {
        String[] fields = schedule.strip().split("\\s+");
        if (fields.length != PARTS.size()) {
            return "expected exactly 5 fields, found " + fields.length + ": [" + String.join(" ", fields) + "]";
        }
        for (int i = 0; i < fields.length; i++) {
            for (String range : fields[i].split(",", -1)) {
                String problem = range(range, PARTS.get(i));
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    private static @Nullable String range(String range, Part part) {
        String[] step = range.split("/", -1);
        String[] bounds = step[0].split("-", -1);
        if (step.length > 2) {
            return "too many slashes: " + range;
        }
        if (step.length == 2 && (number(step[1]) == null || Integer.valueOf(0).equals(number(step[1])))) {
            return number(step[1]) == null ? unparsed(step[1]) : "step of range should be a positive number: " + range;
        }
        if (bounds[0].equals("*") || bounds[0].equals("?")) {
            return null;
        }
        return bounds.length > 2 ? "too many hyphens: " + range : bounds(range, bounds, part);
    }

    private static @Nullable String bounds(String range, String[] bounds, Part part) {
        Integer start = value(bounds[0], part);
        Integer end = value(bounds[bounds.length - 1], part);
        if (start == null || end == null) {
            return unparsed(start == null ? bounds[0] : bounds[bounds.length - 1]);
        }
        if (start < part.low()) {
            return "beginning of range (" + start + ") below minimum (" + part.low() + "): " + range;
        }
        if (end > part.high()) {
            return "end of range (" + end + ") above maximum (" + part.high() + "): " + range;
        }
        return start > end ? "beginning of range (" + start + ") beyond end of range (" + end + "): " + range : null;
    }

    private static String unparsed(String text) {
        return "failed to parse int from " + text + ": strconv.Atoi: parsing \"" + text + "\": invalid syntax";
    }

    private static @Nullable Integer value(String text, Part part) {
        int name = part.names().indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? number(text) : Integer.valueOf(part.firstName() + name);
    }

    private static @Nullable Integer number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }

    static List<String> timeZoneProblems(String zone) {
        if (zone.equalsIgnoreCase("Local")) {
            return List.of("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        boolean formed = List.of(zone.split("/", -1)).stream()
                .allMatch(part -> ZONE_PART.matcher(part).matches() && !part.equals(".") && !part.equals(".."));
        return formed && ZoneId.getAvailableZoneIds().contains(zone) ? List.of() : List.of("unknown time zone " + zone);
    }
}
