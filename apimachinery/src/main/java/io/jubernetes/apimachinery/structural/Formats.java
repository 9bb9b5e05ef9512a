package io.jubernetes.apimachinery.structural;

import com.google.re2j.Pattern;
import io.jubernetes.apimachinery.name.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The formats of texts that a schema may ask for. Those that Kubernetes does not know ask for nothing. */
final class Formats {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final String HEX = "[0-9a-fA-F]";
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(0|((\\d+\\.?\\d*|\\.\\d+)\\s*(ns|us|µs|μs|ms|s|m|h|d|w|"
                    + "nanoseconds?|microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?)\\s*)+)");

    private static final Map<String, Predicate<String>> TESTS = tests();

    private Formats() {}

    /** Whether a text has a format. */
    static boolean matches(String format, String text) {
        Predicate<String> test = TESTS.get(format.replace("-", ""));
        return test == null || test.test(text);
    }

    /** Numbers are held against theirs as well, and a password may be anything. */
    static boolean isKnown(String format) {
        return TESTS.containsKey(format.replace("-", ""))
                || List.of("int32", "int64", "float", "double", "password").contains(format);
    }

    private static Map<String, Predicate<String>> tests() {
        Map<String, Predicate<String>> tests = new LinkedHashMap<>();
        tests.put("date", Formats::isDate);
        tests.put("datetime", Formats::isDateTime);
        tests.put("duration", text -> DURATION.matches(text));
        tests.put("uri", Formats::isUri);
        tests.put("byte", Formats::isBase64);
        tests.put("ipv4", pattern(IPV4));
        tests.put("ipv6", Formats::isIpv6);
        tests.put("cidr", Formats::isCidr);
        tests.put("mac", pattern("(" + HEX + "{2}[:-]){5}" + HEX + "{2}|(" + HEX + "{4}\\.){2}" + HEX + "{4}"));
        tests.put("hostname", pattern("([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.?)+"));
        tests.put("email", pattern("[^@\\s<>]+@[^@\\s<>]+|[^<>]*<[^@\\s<>]+@[^@\\s<>]+>"));
        tests.put("uuid", pattern("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"));
        for (String version : new String[] {"3", "4", "5"}) {
            String variant = version.equals("3") ? "[0-9a-f]{4}" : "[89ab][0-9a-f]{3}";
            tests.put(
                    "uuid" + version,
                    pattern("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?" + version + "[0-9a-f]{3}-?" + variant + "-?[0-9a-f]{12}"));
        }
        tests.put("bsonobjectid", pattern("[0-9a-fA-F]{24}"));
        tests.put("hexcolor", pattern("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"));
        tests.put("rgbcolor", pattern("rgb\\(\\s*\\d{1,3}%?\\s*,\\s*\\d{1,3}%?\\s*,\\s*\\d{1,3}%?\\s*\\)"));
        tests.put("ssn", pattern("\\d{3}[- ]?\\d{2}[- ]?\\d{4}"));
        tests.put("isbn10", pattern("(\\d[- ]?){9}[\\dX]"));
        tests.put("isbn13", pattern("(\\d[- ]?){12}\\d"));
        tests.put("isbn", pattern("(\\d[- ]?){9}[\\dX]|(\\d[- ]?){12}\\d"));
        tests.put("creditcard", pattern("(\\d[- ]?){12,18}\\d"));
        tests.put("k8sshortname", text -> Names.dns1123Label(text).isEmpty());
        tests.put("k8slongname", text -> Names.dns1123Subdomain(text).isEmpty());
        return tests;
    }

    private static Predicate<String> pattern(String regex) {
        Pattern compiled = Pattern.compile(regex);
        return compiled::matches;
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        try {
            OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT).replace(' ', 'T'));
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    /** As it may stand in a request: with a scheme, or a path from the root. */
    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null || text.startsWith("/");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        String address = text.substring(0, slash);
        int bits = Integer.parseInt(text.substring(slash + 1));
        return matches("ipv4", address) && bits <= 32 || isIpv6(address) && bits <= 128;
    }

    /** Groups of up to four hexadecimal digits, one run of them left out, the last two perhaps as IPv4. */
    private static boolean isIpv6(String text) {
        String address = text;
        int lastColon = address.lastIndexOf(':');
        if (lastColon < 0) {
            return false;
        }
        if (address.indexOf('.') >= 0) {
            if (!matches("ipv4", address.substring(lastColon + 1))) {
                return false;
            }
            address = address.substring(0, lastColon + 1) + "0:0";
        }
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == 8;
        }
        int before = groups(address.substring(0, gap));
        int after = groups(address.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** How many groups there are; negative when one is none. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        for (String group : groups) {
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                return -1;
            }
        }
        return groups.length;
    }
}
