package io.jubernetes.apiserver.rules;

import io.jubernetes.apimachinery.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of addresses and of names in the network. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+(:\\d{1,3}(\\.\\d{1,3}){3})?");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");
    private static final Pattern PRINTABLE = Pattern.compile("[ -<>-~]+");

    private Addresses() {}

    static boolean isIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return false;
        }
        for (String part : text.split("\\.")) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    static boolean isIpv6(String text) {
        if (!text.contains(":") || text.length() > 45 || !IPV6.matcher(text).matches()) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int groups = 0;
        for (String side : gap < 0 ? new String[] {text} : text.split("::", -1)) {
            int counted = groups(side);
            if (counted < 0) {
                return false;
            }
            groups += counted;
        }
        return gap < 0 ? groups == 8 : groups < 8;
    }

    /** How many groups of 16 bits stand there; negative when it is none. */
    private static int groups(String side) {
        if (side.isEmpty()) {
            return 0;
        }
        String[] parts = side.split(":", -1);
        int groups = parts.length;
        for (int i = 0; i < parts.length; i++) {
            boolean lastIpv4 = i == parts.length - 1 && isIpv4(parts[i]);
            if (lastIpv4) {
                groups++;
            } else if (!GROUP.matcher(parts[i]).matches()) {
                return -1;
            }
        }
        return groups;
    }

    static List<String> ip(String text) {
        return isIpv4(text) || isIpv6(text)
                ? List.of()
                : List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }

    static List<String> cidr(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? "" : text.substring(0, slash);
        String prefix = text.substring(slash + 1);
        int bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
        return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits
                ? List.of()
                : List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }

    /** A host as Ingresses have it: a DNS name, perhaps with a wildcard for its first part. */
    static List<String> host(String name) {
        if (!ip(name).isEmpty() && name.contains("*")) {
            boolean first = name.startsWith("*.") && name.indexOf('*', 1) < 0;
            List<String> problems = Names.dns1123Subdomain(name.substring(Math.min(2, name.length())));
            return first && problems.isEmpty()
                    ? List.of()
                    : List.of(
                            "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
                                    + " must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric"
                                    + " character (e.g. '*.example.com', regex used for validation is"
                                    + " '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
        }
        return ip(name).isEmpty() ? List.of("must be a DNS name, not an IP address") : Names.dns1123Subdomain(name);
    }

    /** An address that others can reach, if it is one. */
    static List<String> publicIp(String text) {
        return text.startsWith("127.") || text.equals("::1")
                ? List.of("may not be in the loopback range (127.0.0.0/8, ::1/128)")
                : endpointIp(text);
    }

    /** Unlike upstream's, endpoints may be loopback addresses: without root, a cluster on one machine has no others. */
    static List<String> endpointIp(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.equals("0.0.0.0") || text.equals("::")) {
            return List.of("may not be unspecified (" + text + ")");
        } else if (text.startsWith("169.254.") || lower.startsWith("fe80:")) {
            return List.of("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        } else if (text.startsWith("224.0.0.") || lower.startsWith("ff02:")) {
            return List.of("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
        return List.of();
    }

    /** Where names are looked for: a dot alone, underscores and a dot at the end are fine. */
    static List<String> searchPath(String path) {
        if (path.equals(".")) {
            return List.of();
        }
        String plain = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
        return Names.dns1123Subdomain(plain.replace('_', 'x'));
    }

    /** {@code example.com/some/path} */
    static List<String> domainPath(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            return List.of("must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
        List<String> problems = new ArrayList<>(Names.dns1123Subdomain(text.substring(0, slash)));
        if (!PATH.matcher(text.substring(slash + 1)).matches()) {
            problems.add("Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
        }
        return problems;
    }

    static List<String> httpHeader(String name) {
        return HEADER.matcher(name).matches()
                ? List.of()
                : List.of(
                        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex"
                                + " used for validation is '[-A-Za-z0-9]+')");
    }

    /** Since 1.34 nearly everything that can be printed may stand in the name of a variable. */
    static List<String> environmentName(String name) {
        List<String> problems = new ArrayList<>();
        if (!PRINTABLE.matcher(name).matches()) {
            problems.add(
                    "a valid environment variable name must consist only of printable ASCII characters other than '='"
                            + " (e.g. 'my.env-name', or 'MY_ENV.NAME', or 'MyEnvName1', regex used for validation is"
                            + " '[ -<>-~]+')");
        }
        return problems;
    }
}
