package io.jubernetes.apiserver.allocation;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A CIDR whose addresses are numbered. Number 0 is the first address behind the network's own; IPv4's last, the broadcast
 * address, is left out.
 */
public final class AddressRange {

    private static final int LARGEST = 1 << 16;

    private final String cidr;
    private final BigInteger network;
    private final int bytes;
    private final int size;

    private AddressRange(String cidr, BigInteger network, int bytes, int size) {
        this.cidr = cidr;
        this.network = network;
        this.bytes = bytes;
        this.size = size;
    }

    /** @throws IllegalArgumentException when the text is no CIDR with room for an address */
    public static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] address = slash < 0 ? null : literal(cidr.substring(0, slash));
        if (address == null || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            throw new IllegalArgumentException("range: " + cidr + " (expected: a CIDR such as 10.96.0.0/16)");
        }
        int hostBits = address.length * 8 - Integer.parseInt(cidr.substring(slash + 1));
        if (hostBits < 2) {
            throw new IllegalArgumentException("range: " + cidr + " (expected: room for more than two addresses)");
        }
        BigInteger network = new BigInteger(1, address).shiftRight(hostBits).shiftLeft(hostBits);
        int all = hostBits >= 17 ? LARGEST : 1 << hostBits;
        int size = address.length == 4 ? all - 2 : all - 1;
        return new AddressRange(cidr, network, address.length, size);
    }

    /** How many addresses are handed out; never more than 65536 even of larger ranges. */
    int size() {
        return size;
    }

    boolean isIpv6() {
        return bytes == 16;
    }

    public String family() {
        return isIpv6() ? "IPv6" : "IPv4";
    }

    public String address(int number) {
        byte[] raw = network.add(BigInteger.valueOf(number + 1L)).toByteArray();
        byte[] fixed = new byte[bytes];
        int count = Math.min(raw.length, bytes);
        System.arraycopy(raw, raw.length - count, fixed, bytes - count, count);
        try {
            return text(InetAddress.getByAddress(fixed));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the right length is refused", e);
        }
    }

    /** The number of an address, or none when it lies outside or is no address. */
    OptionalInt number(String address) {
        byte[] raw = literal(address);
        if (raw == null || raw.length != bytes) {
            return OptionalInt.empty();
        }
        BigInteger distance = new BigInteger(1, raw).subtract(network).subtract(BigInteger.ONE);
        boolean within = distance.signum() >= 0 && distance.compareTo(BigInteger.valueOf(size)) < 0;
        return within ? OptionalInt.of(distance.intValue()) : OptionalInt.empty();
    }

    static boolean isAddress(String text) {
        return literal(text) != null;
    }

    /** Only literals: a name must never be looked up. */
    private static byte @Nullable [] literal(String text) {
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address v6 ? Ipv6Text.of(v6.getAddress()) : address.getHostAddress();
    }

    @Override
    public String toString() {
        return cidr;
    }
}
