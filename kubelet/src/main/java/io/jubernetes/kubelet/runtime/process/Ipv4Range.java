package io.jubernetes.kubelet.runtime.process;

/** A range of IPv4 addresses, {@code 10.244.0.0/24}. */
record Ipv4Range(int network, int bits) {

    static Ipv4Range parse(String cidr) {
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
    int size() {
        return 1 << (32 - bits);
    }

    String at(int index) {
        int address = network + index;
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** The bridge's address: the first one. */
    String gateway() {
        return at(1);
    }

    @Override
    public String toString() {
        return at(0) + "/" + bits;
    }

    private static int mask(int bits) {
        return -1 << (32 - bits);
    }

    private static int address(String text) {
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
