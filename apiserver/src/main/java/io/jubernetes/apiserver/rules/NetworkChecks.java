package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Trees;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/** Ingresses, network policies, endpoints. */
final class NetworkChecks {

    private static final List<String> UNCLEAN = List.of("//", "/./", "/../", "%2f", "%2F");
    private static final List<String> UNCLEAN_ENDS = List.of("/..", "/.");

    private NetworkChecks() {}

    static void ingressRules(Spot spec) {
        boolean rules = !spec.value().path("rules").isEmpty();
        if (!rules && Trees.isAbsent(spec.value().path("defaultBackend"))) {
            spec.problems()
                    .invalid(
                            spec.path().toString(),
                            NullNode.getInstance(),
                            "either `defaultBackend` or `rules` must be specified");
        }
    }

    static void ingressPath(Spot path) {
        String type = Trees.text(path.owner(), "pathType");
        boolean strict = type.equals("Exact") || type.equals("Prefix");
        if (!path.text().startsWith("/") && (strict || !path.text().isEmpty())) {
            path.problems().invalid(path.path().toString(), path.text(), "must be an absolute path");
        }
        if (strict) {
            UNCLEAN.stream()
                    .filter(path.text()::contains)
                    .forEach(part -> path.invalid("must not contain '" + part + "'"));
            UNCLEAN_ENDS.stream()
                    .filter(path.text()::endsWith)
                    .forEach(end -> path.invalid("cannot end with '" + end + "'"));
        }
    }

    static void backendPort(Spot service) {
        Path backend = service.path().parent() == null
                ? service.path()
                : service.path().parent();
        JsonNode port = service.value().path("port");
        boolean name = !Trees.isBlank(port.path("name"));
        boolean number = port.path("number").asLong(0) != 0;
        if (name && number) {
            service.problems().invalid(backend.toString(), "", "cannot set both port name & port number");
        } else if (!name && !number) {
            service.problems().required(backend.toString(), "port name or number is required");
        }
    }

    static void peer(Spot peer) {
        if (peer.value().has("ipBlock") && peer.value().size() > 1) {
            peer.forbidden("may not specify both ipBlock and another peer");
        }
    }

    static void policyPort(Spot port) {
        Spot end = new Spot(
                port.owner(),
                port.owner().path("endPort"),
                port.before(),
                port.path().parent() == null
                        ? port.path()
                        : port.path().parent().field("endPort"),
                port.visit());
        boolean ends = !Trees.isAbsent(end.value());
        if (Trees.isAbsent(port.value())) {
            if (ends) {
                end.invalid("may not be specified when `port` is not specified");
            }
            return;
        }
        Numbers.portOrName(port);
        if (!ends) {
            return;
        }
        if (port.value().isTextual()) {
            end.invalid("may not be specified when `port` is non-numeric");
            return;
        }
        if (end.value().asLong() < port.value().asLong()) {
            end.invalid("must be greater than or equal to `port`");
        }
        end.invalid(Names.portNumber(end.value().asLong()));
    }

    /** What is left out of a block lies in it, and is less than all of it. */
    static void except(Spot except) {
        String block = Trees.text(except.owner(), "cidr");
        if (!Addresses.cidr(block).isEmpty()) {
            return;
        }
        for (int i = 0; i < except.value().size(); i++) {
            Spot one = except.item(i);
            if (Addresses.cidr(one.text()).isEmpty() && !isInside(one.text(), block)) {
                one.invalid("must be a strict subset of `cidr`");
            }
        }
    }

    private static boolean isInside(String inner, String outer) {
        int outerBits = bits(outer);
        byte[] outerAddress = address(outer);
        byte[] innerAddress = address(inner);
        if (outerAddress.length != innerAddress.length || outerBits >= bits(inner)) {
            return false;
        }
        int shift = outerAddress.length * 8 - outerBits;
        return new BigInteger(1, outerAddress)
                .shiftRight(shift)
                .equals(new BigInteger(1, innerAddress).shiftRight(shift));
    }

    private static int bits(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    private static byte[] address(String cidr) {
        return InetAddress.ofLiteral(cidr.substring(0, cidr.indexOf('/'))).getAddress();
    }

    static void endpointAddresses(Spot endpoint) {
        String type = Trees.text(endpoint.visit().object(), "addressType");
        Spot addresses = endpoint.field("addresses");
        for (int i = 0; i < addresses.value().size(); i++) {
            Spot address = addresses.item(i);
            switch (type) {
                case "IPv4" -> address(address, Addresses.isIpv4(address.text()), "IPv4");
                case "IPv6" -> address(address, Addresses.isIpv6(address.text()), "IPv6");
                case "FQDN" -> address.invalid(Names.dns1123Subdomain(address.text()));
                default -> {}
            }
        }
    }

    private static void address(Spot address, boolean fits, String family) {
        if (!fits) {
            address.invalid("must be a valid " + family + " address");
        } else {
            address.invalid(Addresses.endpointIp(address.text()));
        }
    }
}
