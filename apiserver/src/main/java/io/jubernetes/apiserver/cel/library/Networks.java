package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.CIDR;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.IP;
import static io.jubernetes.apiserver.cel.library.Types.STRING;

import java.util.function.Predicate;

/** Addresses and networks. */
final class Networks {

    private Networks() {}

    static void addTo(Functions to) {
        to.global("ip", "string_to_ip", IP, a -> Address.parse((String) a[0]), STRING);
        to.global("isIP", "is_ip", BOOL, a -> Address.isOne((String) a[0]), STRING);
        to.global(
                "ip.isCanonical",
                "ip_is_canonical",
                BOOL,
                a -> Address.parse((String) a[0]).toString().equals(a[0]),
                STRING);
        to.global("string", "ip_to_string", STRING, a -> a[0].toString(), IP);
        to.member("family", "ip_family", INT, a -> ((Address) a[0]).isV4() ? 4L : 6L, IP);
        is(to, "isUnspecified", "ip_is_unspecified", Address::isUnspecified);
        is(to, "isLoopback", "ip_is_loopback", Address::isLoopback);
        is(to, "isLinkLocalMulticast", "ip_is_link_local_multicast", Address::isLinkLocalMulticast);
        is(to, "isLinkLocalUnicast", "ip_is_link_local_unicast", Address::isLinkLocalUnicast);
        is(to, "isGlobalUnicast", "ip_is_global_unicast", Address::isGlobalUnicast);
        networks(to);
    }

    private static void is(Functions to, String name, String id, Predicate<Address> test) {
        to.member(name, id, BOOL, a -> test.test((Address) a[0]), IP);
    }

    private static void networks(Functions to) {
        to.global("cidr", "string_to_cidr", CIDR, a -> Cidr.parse((String) a[0]), STRING);
        to.global("isCIDR", "is_cidr", BOOL, a -> Cidr.isOne((String) a[0]), STRING);
        to.global("string", "cidr_to_string", STRING, a -> a[0].toString(), CIDR);
        to.member("ip", "cidr_ip", IP, a -> ((Cidr) a[0]).address(), CIDR);
        to.member("prefixLength", "cidr_prefix_length", INT, a -> (long) ((Cidr) a[0]).prefix(), CIDR);
        to.member("masked", "cidr_masked", CIDR, a -> ((Cidr) a[0]).masked(), CIDR);
        to.member(
                "containsIP",
                "cidr_contains_ip_string",
                BOOL,
                a -> ((Cidr) a[0]).contains(Address.parse((String) a[1])),
                CIDR,
                STRING);
        to.member("containsIP", "cidr_contains_ip_ip", BOOL, a -> ((Cidr) a[0]).contains((Address) a[1]), CIDR, IP);
        to.member(
                "containsCIDR",
                "cidr_contains_cidr_string",
                BOOL,
                a -> ((Cidr) a[0]).contains(Cidr.parse((String) a[1])),
                CIDR,
                STRING);
        to.member("containsCIDR", "cidr_contains_cidr", BOOL, a -> ((Cidr) a[0]).contains((Cidr) a[1]), CIDR, CIDR);
    }
}
