package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Named;
import org.jspecify.annotations.Nullable;

/** A network: an address, and how many of its first bits count. */
public record Cidr(Address address, int prefix) implements Named {

    /** @throws CelError when it is none */
    static Cidr parse(String text) {
        Cidr read = read(text);
        if (read == null) {
            String error = "network address parse error during conversion from string: ";
            throw new CelError(error + error + "netip.ParsePrefix(" + Quoted.of(text) + "): unable to parse");
        }
        if (read.address.isMapped()) {
            throw new CelError("network address parse error during conversion from string: IPv4-mapped IPv6 address "
                    + Quoted.of(text) + " is not allowed");
        }
        return read;
    }

    static boolean isOne(String text) {
        Cidr read = read(text);
        return read != null && !read.address.isMapped();
    }

    private static @Nullable Cidr read(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            return null;
        }
        byte[] bytes = Address.read(text.substring(0, slash));
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return bytes == null || prefix > bytes.length * Byte.SIZE ? null : new Cidr(new Address(bytes), prefix);
    }

    Cidr masked() {
        return new Cidr(address.masked(prefix), prefix);
    }

    boolean contains(Address other) {
        return other.bits() == address.bits() && other.masked(prefix).equals(address.masked(prefix));
    }

    boolean contains(Cidr other) {
        return prefix <= other.prefix && contains(other.address);
    }

    @Override
    public String typeName() {
        return "net.CIDR";
    }

    @Override
    public long size() {
        return (prefix + Byte.SIZE - 1L) / Byte.SIZE;
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
