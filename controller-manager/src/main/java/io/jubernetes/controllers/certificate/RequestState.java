package io.jubernetes.controllers.certificate;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and makes the conditions of certificate requests. */
final class RequestState {

    private RequestState() {}

    static boolean is(CertificateSigningRequest request, String type) {
        return condition(request, type) != null;
    }

    static boolean hasCertificate(CertificateSigningRequest request) {
        return request.getStatus() != null
                && request.getStatus().getCertificate() != null
                && !request.getStatus().getCertificate().isEmpty();
    }

    static @Nullable CertificateSigningRequestCondition condition(CertificateSigningRequest request, String type) {
        return conditions(request).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }

    static List<CertificateSigningRequestCondition> conditions(CertificateSigningRequest request) {
        return request.getStatus() == null ? List.of() : request.getStatus().getConditions();
    }

    /** The conditions with one more. */
    static List<CertificateSigningRequestCondition> with(
            CertificateSigningRequest request, String type, String reason, String message, Instant now) {
        List<CertificateSigningRequestCondition> all = new ArrayList<>(conditions(request));
        all.add(new CertificateSigningRequestConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastUpdateTime(now.toString())
                .withLastTransitionTime(now.toString())
                .build());
        return all;
    }
}
