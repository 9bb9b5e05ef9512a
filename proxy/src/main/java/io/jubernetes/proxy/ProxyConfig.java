package io.jubernetes.proxy;

import java.time.Duration;

/**
 * Settings of the service proxy.
 *
 * @param nodeName the node it runs on, for traffic policies of kind Local
 * @param retryAfter how long to wait before another try when the dataplane refused
 */
public record ProxyConfig(String nodeName, Duration retryAfter) {

    public static ProxyConfig of(String nodeName) {
        return new ProxyConfig(nodeName, Duration.ofSeconds(1));
    }
}
