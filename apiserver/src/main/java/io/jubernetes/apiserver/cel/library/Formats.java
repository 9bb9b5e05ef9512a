package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.FORMAT;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TEXTS;

import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.PlainList;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms of texts that Kubernetes has names for. */
final class Formats {

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Map<String, NamedFormat> ALL = all();

    private Formats() {}

    static void addTo(Functions to) {
        ALL.forEach((name, format) -> to.global("format." + name, "format." + name, FORMAT, a -> format));
        to.global(
                "format.named",
                "format-named",
                Types.optional(FORMAT),
                a -> Optional.ofNullable(ALL.get((String) a[0])),
                STRING);
        to.member(
                "validate",
                "format-validate",
                Types.optional(TEXTS),
                a -> validate((NamedFormat) a[0], (String) a[1]),
                FORMAT,
                STRING);
    }

    private static Optional<Object> validate(NamedFormat format, String text) {
        List<String> problems = format.problems().apply(text);
        return problems.isEmpty() ? Optional.empty() : Optional.of(new PlainList(List.copyOf(problems)));
    }

    private static Map<String, NamedFormat> all() {
        Map<String, NamedFormat> all = new LinkedHashMap<>();
        add(all, "dns1123Label", "DNS1123Label", 30, Names::dns1123Label);
        add(all, "dns1123Subdomain", "DNS1123Subdomain", 60, Names::dns1123Subdomain);
        add(all, "dns1035Label", "DNS1035Label", 30, Names::dns1035Label);
        add(all, "qualifiedName", "QualifiedName", 60, Names::qualifiedName);
        add(all, "dns1123LabelPrefix", "DNS1123LabelPrefix", 30, prefix(Names::dns1123Label));
        add(all, "dns1123SubdomainPrefix", "DNS1123SubdomainPrefix", 60, prefix(Names::dns1123Subdomain));
        add(all, "dns1035LabelPrefix", "DNS1035LabelPrefix", 30, prefix(Names::dns1035Label));
        add(all, "labelValue", "LabelValue", 40, Names::labelValue);
        add(all, "uri", "URI", 1000, Formats::uri);
        add(all, "uuid", "uuid", 68, test(text -> UUID.matcher(text).matches(), "does not match the UUID format"));
        add(all, "byte", "byte", 88, test(Formats::isBase64, "invalid base64"));
        add(all, "date", "date", 160, test(Formats::isDate, "invalid date"));
        add(all, "datetime", "datetime", 160, test(Formats::isDateTime, "invalid datetime"));
        return all;
    }

    private static void add(
            Map<String, NamedFormat> to,
            String key,
            String name,
            int regexSize,
            Function<String, List<String>> problems) {
        to.put(key, new NamedFormat(name, regexSize, problems));
    }

    /** What names are made from by adding to them; a dash at the end will not be the last character. */
    private static Function<String, List<String>> prefix(Function<String, List<String>> problems) {
        return text -> problems.apply(
                text.length() > 1 && text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text);
    }

    private static Function<String, List<String>> test(Predicate<String> holds, String otherwise) {
        return text -> holds.test(text) ? List.of() : List.of(otherwise);
    }

    private static List<String> uri(String text) {
        try {
            Url.parse(text);
            return List.of();
        } catch (CelError malformed) {
            String message = malformed.text();
            return List.of(message.substring(message.indexOf("parse ", "URL parse".length() + 1)));
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("[\r\n]", "")) != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        try {
            return Conversions.timestamp(text) != null;
        } catch (CelError malformed) {
            return false;
        }
    }
}
