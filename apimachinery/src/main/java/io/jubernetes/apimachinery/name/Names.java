package io.jubernetes.apimachinery.name;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The naming rules of the API. Each method gives the texts of what is wrong with a name, empty when nothing is; clients see
 * them behind the field's path.
 */
public final class Names {

    public static final int MAX_LABEL = 63;
    public static final int MAX_SUBDOMAIN = 253;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String VALUE = "(" + QUALIFIED + ")?";
    private static final String ENVIRONMENT = "[-._a-zA-Z][-._a-zA-Z0-9]*";
    private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";

    private record Rule(Pattern pattern, int maxLength, String message) {

        Rule(String regex, int maxLength, String message) {
            this(Pattern.compile(regex), maxLength, message);
        }

        List<String> check(String name) {
            List<String> problems = new ArrayList<>();
            if (name.length() > maxLength) {
                problems.add(tooLong(maxLength));
            }
            // A pattern with nested repetition over a hostile megabyte would be slow; too long is enough said.
            if (name.length() > 4 * MAX_SUBDOMAIN || !pattern.matcher(name).matches()) {
                problems.add(message);
            }
            return problems;
        }
    }

    private static final Rule LABEL_RULE = new Rule(
            LABEL,
            MAX_LABEL,
            regexError(
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start"
                            + " and end with an alphanumeric character",
                    LABEL,
                    "my-name",
                    "123-abc"));
    private static final Rule SUBDOMAIN_RULE = new Rule(
            SUBDOMAIN,
            MAX_SUBDOMAIN,
            regexError(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                            + " must start and end with an alphanumeric character",
                    SUBDOMAIN,
                    "example.com"));
    private static final Rule LABEL_1035_RULE = new Rule(
            LABEL_1035,
            MAX_LABEL,
            regexError(
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                            + " character, and end with an alphanumeric character",
                    LABEL_1035,
                    "my-name",
                    "abc-123"));
    private static final Rule NAME_PART_RULE = new Rule(
            QUALIFIED,
            MAX_LABEL,
            regexError(
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                            + " alphanumeric character",
                    QUALIFIED,
                    "MyName",
                    "my.name",
                    "123-abc"));
    private static final Rule VALUE_RULE = new Rule(
            VALUE,
            MAX_LABEL,
            regexError(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character",
                    VALUE,
                    "MyValue",
                    "my_value",
                    "12345"));
    private static final Rule ENVIRONMENT_RULE = new Rule(
            ENVIRONMENT,
            Integer.MAX_VALUE,
            regexError(
                    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.',"
                            + " and must not start with a digit",
                    ENVIRONMENT,
                    "my.env-name",
                    "MY_ENV.NAME",
                    "MyEnvName1"));
    private static final Rule CONFIG_KEY_RULE = new Rule(
            CONFIG_KEY,
            MAX_SUBDOMAIN,
            regexError(
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                    CONFIG_KEY,
                    "key.name",
                    "KEY_NAME",
                    "key-name"));
    private static final Pattern PORT_CHARACTERS = Pattern.compile("[-a-z0-9]+");

    private Names() {}

    /** Names of namespaces, containers, volumes and many parts: RFC 1123 label. */
    public static List<String> dns1123Label(String name) {
        return LABEL_RULE.check(name);
    }

    /** Names of most objects: RFC 1123 subdomain. */
    public static List<String> dns1123Subdomain(String name) {
        return SUBDOMAIN_RULE.check(name);
    }

    /** Names of Services. */
    public static List<String> dns1035Label(String name) {
        return LABEL_1035_RULE.check(name);
    }

    /** Keys of labels and annotations, names of resources and finalizers: {@code name} or {@code dns.prefix/name}. */
    public static List<String> qualifiedName(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > 2) {
            return List.of("a qualified name " + NAME_PART_RULE.message().substring("name part ".length())
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        List<String> problems = new ArrayList<>();
        if (parts.length == 2) {
            prefix(parts[0], problems);
        }
        String last = parts[parts.length - 1];
        if (last.isEmpty()) {
            problems.add("name part must be non-empty");
        } else if (last.length() > MAX_LABEL) {
            problems.add("name part " + tooLong(MAX_LABEL));
        }
        if (last.length() > 4 * MAX_SUBDOMAIN
                || !NAME_PART_RULE.pattern().matcher(last).matches()) {
            problems.add(NAME_PART_RULE.message());
        }
        return problems;
    }

    private static void prefix(String prefix, List<String> problems) {
        if (prefix.isEmpty()) {
            problems.add("prefix part must be non-empty");
        } else {
            dns1123Subdomain(prefix).forEach(p -> problems.add("prefix part " + p));
        }
    }

    public static List<String> labelValue(String value) {
        return VALUE_RULE.check(value);
    }

    public static List<String> environmentVariable(String name) {
        List<String> problems = ENVIRONMENT_RULE.check(name);
        relativeName(name, problems);
        return problems;
    }

    /** Keys of ConfigMaps and Secrets. */
    public static List<String> configMapKey(String key) {
        List<String> problems = CONFIG_KEY_RULE.check(key);
        relativeName(key, problems);
        return problems;
    }

    private static void relativeName(String name, List<String> problems) {
        if (name.equals(".")) {
            problems.add("must not be '.'");
        } else if (name.equals("..")) {
            problems.add("must not be '..'");
        } else if (name.startsWith("..")) {
            problems.add("must not start with '..'");
        }
    }

    /** Names of ports. */
    public static List<String> portName(String name) {
        List<String> problems = new ArrayList<>();
        if (name.length() > 15) {
            problems.add(tooLong(15));
        }
        if (!PORT_CHARACTERS.matcher(name).matches()) {
            problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            problems.add("must contain at least one letter (a-z)");
        }
        if (name.contains("--")) {
            problems.add("must not contain consecutive hyphens");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            problems.add("must not begin or end with a hyphen");
        }
        return problems;
    }

    public static List<String> portNumber(long port) {
        return port >= 1 && port <= 65535 ? List.of() : List.of("must be between 1 and 65535, inclusive");
    }

    /** Names that become one part of a path: RBAC roles and bindings, for instance. */
    public static List<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return List.of("may not be '" + name + "'");
        }
        List<String> problems = new ArrayList<>();
        for (String forbidden : List.of("/", "%")) {
            if (name.contains(forbidden)) {
                problems.add("may not contain '" + forbidden + "'");
            }
        }
        if (name.indexOf('\0') >= 0) { // which keys of the store cannot hold
            problems.add("may not contain the character U+0000");
        }
        return problems;
    }

    /** The text for what is longer than allowed. */
    public static String tooLong(int maxLength) {
        return "must be no more than " + maxLength + " bytes";
    }

    private static String regexError(String message, String regex, String... examples) {
        StringBuilder text = new StringBuilder(message).append(" (e.g. ");
        for (int i = 0; i < examples.length; i++) {
            text.append(i == 0 ? "'" : " or '").append(examples[i]).append("', ");
        }
        return text.append("regex used for validation is '")
                .append(regex)
                .append("')")
                .toString();
    }
}
