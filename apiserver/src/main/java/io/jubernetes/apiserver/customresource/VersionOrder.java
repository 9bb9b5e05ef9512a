package io.jubernetes.apiserver.customresource;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of API versions: {@code v10 > v2 > v1 > v11beta2 > v3beta1 > v12alpha1 > foo10 > foo1}; those that are named
 * otherwise come last, by the alphabet.
 */
final class VersionOrder implements Comparator<String> {

    static final VersionOrder INSTANCE = new VersionOrder();

    private static final Pattern USUAL = Pattern.compile("v([1-9]\\d{0,8})(?:(alpha|beta)([1-9]\\d{0,8}))?");

    private record Version(int major, int maturity, int minor) {

        static @Nullable Version parse(String text) {
            Matcher parts = USUAL.matcher(text);
            if (!parts.matches()) {
                return null;
            }
            String maturity = parts.group(2);
            int rank = maturity == null ? 2 : maturity.equals("beta") ? 1 : 0;
            return new Version(
                    Integer.parseInt(parts.group(1)), rank, maturity == null ? 0 : Integer.parseInt(parts.group(3)));
        }
    }

    private static final Comparator<Version> BY_NUMBERS = Comparator.comparingInt(Version::maturity)
            .thenComparingInt(Version::major)
            .thenComparingInt(Version::minor);

    private VersionOrder() {}

    /** Greater is newer. */
    @Override
    public int compare(String a, String b) {
        Version first = Version.parse(a);
        Version second = Version.parse(b);
        if (first != null && second != null) {
            return BY_NUMBERS.compare(first, second);
        }
        if (first == null && second == null) {
            return b.compareTo(a);
        }
        return first == null ? -1 : 1;
    }
}
