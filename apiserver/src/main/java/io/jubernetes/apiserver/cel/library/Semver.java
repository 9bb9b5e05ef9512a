package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Named;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version; what was built in which way says nothing about its order. */
public record Semver(List<BigInteger> numbers, List<String> preRelease, String build)
        implements Named, Comparable<Semver> {

    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern SHAPE = Pattern.compile(
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");
    private static final Pattern PART = Pattern.compile("0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*");
    private static final int LONGEST = 1000;

    /** @throws CelError when it is none */
    public static Semver parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw new CelError(problem(text));
        }
        List<BigInteger> numbers = List.of(number(parts, 1), number(parts, 2), number(parts, 3));
        List<String> preRelease =
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\.", -1));
        if (!preRelease.stream().allMatch(part -> PART.matcher(part).matches())) {
            throw new CelError("Invalid character(s) found in prerelease " + Quoted.of(parts.group(4)));
        }
        return new Semver(numbers, preRelease, parts.group(5) == null ? "" : parts.group(5));
    }

    private static String problem(String text) {
        if (text.isEmpty()) {
            return "Version string empty";
        }
        return text.split("\\.", 3).length < 3
                ? "No Major.Minor.Patch elements found"
                : "Invalid character(s) found in version " + Quoted.of(text);
    }

    private static BigInteger number(Matcher parts, int group) {
        BigInteger number = new BigInteger(parts.group(group));
        if (number.bitLength() > Long.SIZE) {
            throw new CelError("strconv.ParseUint: parsing " + Quoted.of(parts.group(group)) + ": value out of range");
        }
        return number;
    }

    /** As {@link #parse}, after a {@code v} in front and zeros are taken away, and missing parts are added. */
    static Semver parseTolerantly(String text) {
        String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].length() > 1) {
                String plain = parts[i].replaceFirst("^0+", "");
                parts[i] = plain.isEmpty() || !Character.isDigit(plain.charAt(0)) ? "0" + plain : plain;
            }
        }
        String last = parts[parts.length - 1];
        if (parts.length < 3 && (last.contains("+") || last.contains("-"))) {
            throw new CelError("short version cannot contain PreRelease/Build meta data");
        }
        return parse(String.join(".", parts) + ".0".repeat(3 - parts.length));
    }

    static boolean isOne(String text, boolean tolerantly) {
        try {
            Semver parsed = tolerantly ? parseTolerantly(text) : parse(text);
            return parsed.numbers.size() == 3;
        } catch (CelError malformed) {
            return false;
        }
    }

    Long number(int index) {
        return numbers.get(index).longValue();
    }

    @Override
    public int compareTo(Semver other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        int shared = Math.min(preRelease.size(), other.preRelease.size());
        for (int i = 0; i < shared; i++) {
            int order = comparePart(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.signum(Integer.compare(preRelease.size(), other.preRelease.size()));
    }

    private static int comparePart(String a, String b) {
        boolean numberA = a.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean numberB = b.chars().allMatch(c -> c >= '0' && c <= '9');
        if (numberA && numberB) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        if (numberA != numberB) {
            return numberA ? -1 : 1;
        }
        return Integer.signum(a.compareTo(b));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Semver other && numbers.equals(other.numbers) && preRelease.equals(other.preRelease);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode() * 31 + preRelease.hashCode();
    }

    @Override
    public String typeName() {
        return "kubernetes.Semver";
    }
}
