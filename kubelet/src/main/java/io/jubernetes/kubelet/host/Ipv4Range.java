package io.jubernetes.kubelet.host;

import java.util.Locale;

/** A range of IPv4 addresses, {@code 10.244.0.0/24}. */
public record Ipv4Range(int network, int bits) {

    public static Ipv4Range parse(String cidr) {
        String[] parts = cidr.split("/");
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
            throw new IllegalArgumentException(
                    "pod CIDR: " + cidr + " (expected: an IPv4 range such as 10.244.0.0/24)");
        }
        int bits = Integer.parseInt(parts[1]);
        if (bits < 8 || bits > 29) {
            throw new IllegalArgumentException("pod CIDR: " + cidr + " (expected: a prefix length of 8 to 29)");
        }
        return new Ipv4Range(address(parts[0]) & mask(bits), bits);
    }

    /** How many addresses it has. */
    public int size() {
        return 1 << (32 - bits);
    }

    public String at(int index) {
        int address = network + index;
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** The bridge's address: the first one. */
    public String gateway() {
        return at(1);
    }

    @Override
    public String toString() {
        return at(0) + "/" + bits;
    }

    /** Whether an address is in both. */
    public boolean overlaps(Ipv4Range other) {
        int common = mask(Math.min(bits, other.bits));
        return (network & common) == (other.network & common);
    }

    /**
     * The hardware address of whoever has an address, made from that: locally administered, as container networks have it. A pod
     * that gets the address of one before it is found at once by whoever knew that one.
     */
    public static String hardwareAddress(String ip) {
        int address = address(ip);
        return String.format(
                Locale.ROOT,
                "0a:58:%02x:%02x:%02x:%02x",
                address >>> 24,
                address >>> 16 & 255,
                address >>> 8 & 255,
                address & 255);
    }

    private static int mask(int bits) {
        return -1 << (32 - bits);
    }

    /**
     * An address as a number.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static int address(String text) {
        String[] parts = text.split("\\.");
        int address = 0;
        for (String part : parts) {
            int number = part.matches("\\d{1,3}") ? Integer.parseInt(part) : 256;
            if (number > 255 || parts.length != 4) {
                throw new IllegalArgumentException("IPv4 address: " + text);
            }
            address = address << 8 | number;
        }
        return address;
    }
}
