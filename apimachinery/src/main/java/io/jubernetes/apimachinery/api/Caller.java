package io.jubernetes.apimachinery.api;

import java.security.cert.X509Certificate;
import java.util.List;

/** Who sent a request, as far as the transport can tell; authentication makes a {@link UserInfo} of it. */
public sealed interface Caller {

    /**
     * Came over the network.
     *
     * @param certificates the client's certificate chain, leaf first, verified against the server's client CA; empty when it
     *     presented none
     * @param address the other end, {@code host:port}
     */
    record Remote(List<X509Certificate> certificates, String address) implements Caller {
        public Remote {
            certificates = List.copyOf(certificates);
        }
    }

    /** Came from within the process, from code that may say who it is. */
    record Local(UserInfo user) implements Caller {}
}
