package io.jubernetes.kubelet.runtime.process;

import java.util.List;

/**
 * What this machine offers.
 *
 * @param setsid whether the {@code setsid} program is there
 * @param resetSignals whether {@code env --default-signal} works: a shell starts background jobs deaf to SIGINT and SIGQUIT
 * @param podNetwork whether pods can have a network of their own
 * @param limitations what does not work here, and why
 */
record HostFeatures(
        Isolation isolation, boolean setsid, boolean resetSignals, boolean podNetwork, List<String> limitations) {
    HostFeatures {
        limitations = List.copyOf(limitations);
    }
}
