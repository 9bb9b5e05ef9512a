package io.jubernetes.apiserver.rules;

import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.rules.Rule.Check;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words about the form of texts. */
final class Texts {

    private Texts() {}

    static Function<String, List<String>> known(String word) {
        return Objects.requireNonNull(form(word, ""), word);
    }

    /** What is wrong with a text, by the word for its form; null for a word that means none. */
    static @Nullable Function<String, List<String>> form(String word, String text) {
        Function<String, List<String>> form = form(word);
        if (form == null || text.isEmpty()) {
            return form;
        }
        return value -> form.apply(value).isEmpty() ? List.of() : List.of(text);
    }

    private static @Nullable Function<String, List<String>> form(String word) {
        return switch (word) {
            case "label" -> Names::dns1123Label;
            case "label-1035" -> Names::dns1035Label;
            case "subdomain" -> Names::dns1123Subdomain;
            case "subdomain-any-case" -> value -> Names.dns1123Subdomain(value.toLowerCase(Locale.ROOT));
            case "domain" -> value -> Names.dns1123Subdomain(withoutDot(value));
            case "qualified" -> Names::qualifiedName;
            case "qualified-any-case" -> value -> Names.qualifiedName(value.toLowerCase(Locale.ROOT));
            case "full-name" -> Texts::fullName;
            case "signer-name" -> Texts::signerName;
            case "label-value" -> Names::labelValue;
            case "env-name" -> Addresses::environmentName;
            case "config-key" -> Names::configMapKey;
            case "port-name" -> Names::portName;
            case "path-segment" -> Names::pathSegment;
            case "ip" -> Addresses::ip;
            case "cidr" -> Addresses::cidr;
            case "wildcard-or-subdomain" -> Addresses::host;
            case "public-ip" -> Addresses::publicIp;
            case "endpoint-ip" -> Addresses::endpointIp;
            case "search-path" -> Addresses::searchPath;
            case "domain-path" -> Addresses::domainPath;
            case "http-header" -> Addresses::httpHeader;
            case "no-backsteps" -> Texts::noBacksteps;
            case "relative" -> Texts::relative;
            case "local-path" -> Texts::localPath;
            case "trimmed" -> Texts::trimmed;
            case "schedule" -> CronText::problems;
            case "time-zone" -> CronText::timeZoneProblems;
            default -> null;
        };
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static List<String> noBacksteps(String path) {
        return List.of(path.split("/")).contains("..") ? List.of("must not contain '..'") : List.of();
    }

    private static List<String> relative(String path) {
        return path.startsWith("/") ? List.of("must be a relative path") : noBacksteps(path);
    }

    private static List<String> localPath(String path) {
        return path.startsWith("..") && !path.startsWith("../") && !path.equals("..")
                ? List.of("must not start with '..'")
                : relative(path);
    }

    private static List<String> fullName(String name) {
        List<String> problems = new ArrayList<>(Names.dns1123Subdomain(name));
        if (problems.isEmpty() && name.split("\\.").length < 3) {
            problems.add("should be a domain with at least three segments separated by dots");
        }
        return problems;
    }

    /** {@code example.com/some.path} */
    private static List<String> signerName(String name) {
        int slash = name.indexOf('/');
        if (slash < 0 || name.indexOf('/', slash + 1) >= 0) {
            return List.of("must be a fully qualified domain and path of the form 'example.com/signer-name'");
        }
        if (!name.substring(0, slash).contains(".")) {
            return List.of("should be a domain with at least two segments separated by dots");
        }
        List<String> problems = new ArrayList<>(Names.dns1123Subdomain(name.substring(0, slash)));
        Names.dns1123Subdomain(name.substring(slash + 1))
                .forEach(why -> problems.add("validating path segment: " + why));
        return problems;
    }

    private static List<String> trimmed(String text) {
        return text.equals(text.strip()) ? List.of() : List.of("must not have leading or trailing whitespace");
    }

    static void absolute(Spot spot, String text) {
        if (!spot.text().startsWith("/")) {
            spot.invalid(text.isEmpty() ? "must be an absolute path" : text);
        }
    }

    static void atMost(Spot spot, int bytes) {
        if (spot.text().getBytes(StandardCharsets.UTF_8).length > bytes) {
            spot.problems().tooLong(spot.path().toString(), bytes);
        }
    }

    static Check matching(String regex, String text) {
        Pattern pattern = Pattern.compile(regex);
        return spot -> {
            if (!pattern.matcher(spot.text()).matches()) {
                spot.invalid(text);
            }
        };
    }
}
