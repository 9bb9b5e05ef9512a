package io.jubernetes.scheduler.extender;

import io.jubernetes.client.config.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * An extender as a configuration has it.
 *
 * @param weight how much its scores count
 * @param nodeNamesOnly whether it knows the nodes by itself
 * @param managedResources it is asked about pods that request one of them; about all pods when there are none
 * @param ignorable whether pods are placed without it when it does not answer
 */
public record ExtenderSpec(
        URI url,
        Verbs verbs,
        int weight,
        TlsSettings tls,
        Duration timeout,
        boolean nodeNamesOnly,
        List<String> managedResources,
        boolean ignorable) {

    /** What is appended to the URL; empty for what it does not do. */
    public record Verbs(String filter, String prioritize, String preempt, String bind) {}
}
