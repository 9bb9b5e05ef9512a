package io.jubernetes.controllers.servicecidr;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of IP addresses, given as a CIDR. */
record Range(BigInteger network, int prefix, int bits) {

    /** @throws IllegalArgumentException when it is none */
    static Range parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("cidr: " + cidr + " (expected: address/length)");
        }
        byte[] address = bytes(cidr.substring(0, slash));
        int bits = address.length * 8;
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        return new Range(new BigInteger(1, address).shiftRight(bits - prefix), prefix, bits);
    }

    boolean contains(String address) {
        byte[] bytes = bytes(address);
        return bytes.length * 8 == bits
                && new BigInteger(1, bytes).shiftRight(bits - prefix).equals(network);
    }

    private static byte[] bytes(String literal) {
        boolean isLiteral = literal.indexOf(':') >= 0 || literal.matches("[0-9.]+");
        if (!isLiteral) {
            throw new IllegalArgumentException("address: " + literal + " (expected: an IP address)");
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: " + literal + " (expected: an IP address)", e);
        }
    }
}
