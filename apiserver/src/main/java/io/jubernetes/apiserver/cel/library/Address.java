package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Named;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An address of IPv4 or IPv6. */
public final class Address implements Named {

    private static final int V4 = 4;
    private static final int V6 = 16;

    private final byte[] bytes;

    Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws CelError when it is none */
    static Address parse(String text) {
        if (text.indexOf('%') > 0 && read(text.substring(0, text.indexOf('%'))) != null) {
            throw new CelError("IP address " + Quoted.of(text) + " with zone value is not allowed");
        }
        byte[] read = read(text);
        if (read == null) {
            throw new CelError(
                    "IP Address " + Quoted.of(text) + " parse error during conversion from string: ParseAddr("
                            + Quoted.of(text) + "): unable to parse IP");
        }
        Address address = new Address(read);
        if (address.isMapped()) {
            throw new CelError("IPv4-mapped IPv6 address " + Quoted.of(text) + " is not allowed");
        }
        return address;
    }

    static boolean isOne(String text) {
        byte[] read = read(text);
        return read != null && !new Address(read).isMapped();
    }

    static byte @Nullable [] read(String text) {
        return text.indexOf(':') >= 0 ? readV6(text) : readV4(text);
    }

    private static byte @Nullable [] readV4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[V4];
        if (parts.length != V4) {
            return null;
        }
        for (int i = 0; i < V4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte @Nullable [] readV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all != null && all.length == V6 ? all : null;
        }
        byte[] before = groups(text.substring(0, gap));
        byte[] after = groups(text.substring(gap + 2));
        if (before == null || after == null || before.length + after.length > V6 - 2) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(before, V6);
        System.arraycopy(after, 0, bytes, V6 - after.length, after.length);
        return bytes;
    }

    /** Groups of up to four hexadecimal digits; the last two may be written as IPv4. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] last = parts[parts.length - 1].indexOf('.') > 0 ? readV4(parts[parts.length - 1]) : null;
        int plain = last == null ? parts.length : parts.length - 1;
        if (plain > V6 / 2) {
            return null;
        }
        byte[] bytes = new byte[2 * plain + (last == null ? 0 : V4)];
        for (int i = 0; i < plain; i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            int group = HexFormat.fromHexDigits(parts[i]);
            bytes[2 * i] = (byte) (group >> 8);
            bytes[2 * i + 1] = (byte) group;
        }
        if (last != null) {
            System.arraycopy(last, 0, bytes, 2 * plain, V4);
        }
        return bytes;
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    boolean isV4() {
        return bytes.length == V4;
    }

    boolean isMapped() {
        if (isV4() || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        return Arrays.equals(bytes, 0, 10, new byte[10], 0, 10);
    }

    private int at(int index) {
        return bytes[index] & 0xFF;
    }

    boolean isUnspecified() {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    boolean isLoopback() {
        return isV4() ? at(0) == 127 : toString().equals("::1");
    }

    boolean isMulticast() {
        return isV4() ? at(0) >> 4 == 14 : at(0) == 255;
    }

    boolean isLinkLocalMulticast() {
        return isV4() ? at(0) == 224 && at(1) == 0 && at(2) == 0 : at(0) == 255 && (at(1) & 15) == 2;
    }

    boolean isLinkLocalUnicast() {
        return isV4() ? at(0) == 169 && at(1) == 254 : at(0) == 254 && (at(1) & 192) == 128;
    }

    boolean isGlobalUnicast() {
        boolean broadcast = toString().equals("255.255.255.255");
        return !isUnspecified() && !broadcast && !isLoopback() && !isMulticast() && !isLinkLocalUnicast();
    }

    /** With all bits after the first ones zero. */
    Address masked(int prefix) {
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < bits(); bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(128 >> bit % Byte.SIZE);
        }
        return new Address(masked);
    }

    @Override
    public String typeName() {
        return "net.IP";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Address other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The canonical form. */
    @Override
    public String toString() {
        if (isV4()) {
            return at(0) + "." + at(1) + "." + at(2) + "." + at(3);
        }
        int[] groups = new int[V6 / 2];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = at(2 * i) << 8 | at(2 * i + 1);
        }
        return text(groups, longestGap(groups));
    }

    /** Where the first of the longest runs of zeros begins and how long it is; none when shorter than two. */
    private static int[] longestGap(int[] groups) {
        int[] best = {-1, 1};
        int start = 0;
        for (int i = 0; i <= groups.length; i++) {
            if (i == groups.length || groups[i] != 0) {
                if (i - start > best[1]) {
                    best = new int[] {start, i - start};
                }
                start = i + 1;
            }
        }
        return best;
    }

    private static String text(int[] groups, int[] gap) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < groups.length) {
            if (i == gap[0]) {
                text.append("::");
                i += gap[1];
            } else {
                boolean separate = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
                text.append(separate ? ":" : "").append(Integer.toHexString(groups[i++]));
            }
        }
        return text.toString();
    }
}
