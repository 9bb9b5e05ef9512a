package io.jubernetes.jube.cluster;

import io.jubernetes.controllers.certificate.CertificateSigner;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest.Usage;
import io.jubernetes.transport.pki.SigningRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Signs what the controllers approve with the cluster's authority. */
public record AuthoritySigner(CertificateAuthority authority) implements CertificateSigner {

    @Override
    public Request read(String pem) {
        SigningRequest request = SigningRequest.parse(pem);
        return new Request(request.commonName(), request.organizations(), request.dnsNames(), request.ipAddresses());
    }

    @Override
    public String sign(String pem, List<String> usages, Duration validity) {
        List<Usage> extended = new ArrayList<>();
        if (usages.contains("server auth")) {
            extended.add(Usage.SERVER);
        }
        if (usages.contains("client auth") || extended.isEmpty()) {
            extended.add(Usage.CLIENT);
        }
        return authority.sign(SigningRequest.parse(pem), extended, validity);
    }
}
