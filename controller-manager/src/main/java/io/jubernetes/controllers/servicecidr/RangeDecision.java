package io.jubernetes.controllers.servicecidr;

import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.util.List;

/** What to do about a range of Services' addresses. */
enum RangeDecision {
    /** It is in use or may be: it keeps its finalizer, and is ready. */
    KEEP,
    /** It is to go, but addresses are in use that no other range has. */
    WAIT,
    /** It may go. */
    RELEASE;

    static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";

    /**
     * @param others ranges that stay
     * @param addresses in use
     */
    static RangeDecision of(ServiceCIDR range, List<ServiceCIDR> others, List<String> addresses) {
        if (range.getMetadata().getDeletionTimestamp() == null) {
            return KEEP;
        }
        List<Range> own = ranges(range);
        List<Range> rest =
                others.stream().flatMap(other -> ranges(other).stream()).toList();
        boolean needed = addresses.stream().anyMatch(address -> contain(own, address) && !contain(rest, address));
        return needed ? WAIT : RELEASE;
    }

    private static List<Range> ranges(ServiceCIDR range) {
        return range.getSpec().getCidrs().stream().map(Range::parse).toList();
    }

    private static boolean contain(List<Range> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
