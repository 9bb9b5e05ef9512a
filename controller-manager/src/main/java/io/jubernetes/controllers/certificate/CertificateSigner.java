package io.jubernetes.controllers.certificate;

import java.time.Duration;
import java.util.List;

/** The certificate authority of a cluster, as far as the controllers need it. */
public interface CertificateSigner {

    /**
     * What a PKCS#10 request asks for.
     *
     * @param addresses IP addresses in text form
     */
    record Request(String commonName, List<String> organizations, List<String> dnsNames, List<String> addresses) {
        public Request {
            organizations = List.copyOf(organizations);
            dnsNames = List.copyOf(dnsNames);
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Reads a request in PEM form.
     *
     * @throws IllegalArgumentException when it is none, or not signed by its own key
     */
    Request read(String pem);

    /**
     * Signs the key of a request.
     *
     * @param usages as in {@code spec.usages}
     * @param validity counted from now
     * @return the certificate in PEM form
     */
    String sign(String pem, List<String> usages, Duration validity);
}
