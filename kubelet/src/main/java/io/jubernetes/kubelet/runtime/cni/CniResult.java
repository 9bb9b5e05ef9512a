package io.jubernetes.kubelet.runtime.cni;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What adding a sandbox gave.
 *
 * @param addresses without prefix lengths, in the plugins' order
 */
public record CniResult(List<String> addresses) {
    public CniResult {
        addresses = List.copyOf(addresses);
    }

    /** Reads a result of any version: since 0.3 {@code ips} is a list, before there was one address of each family. */
    static CniResult of(JsonNode result) {
        List<String> found = new ArrayList<>();
        result.path("ips").forEach(ip -> add(found, ip.path("address").asText()));
        add(found, result.path("ip4").path("ip").asText());
        add(found, result.path("ip6").path("ip").asText());
        return new CniResult(found);
    }

    private static void add(List<String> found, String address) {
        if (!address.isEmpty()) {
            found.add(address.split("/")[0]);
        }
    }
}
