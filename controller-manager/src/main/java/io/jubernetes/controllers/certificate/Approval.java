package io.jubernetes.controllers.certificate;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.jubernetes.controllers.certificate.CertificateSigner.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * A reason for which a request is approved without a person.
 *
 * @param subresource of requests that the requester must be allowed to create
 * @param message of the condition
 */
record Approval(String subresource, String message) {

    private static final Approval SELF =
            new Approval("selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview.");
    private static final Approval NODE =
            new Approval("nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview.");

    /** The reasons that fit, to be tried in order: certificates by which nodes call the API server, and nothing else. */
    static List<Approval> of(CertificateSigningRequest csr, Request request) {
        boolean decided = RequestState.is(csr, "Approved") || RequestState.is(csr, "Denied");
        boolean ofNode = Signers.named(csr.getSpec().getSignerName()) == Signers.KUBELET_CLIENT
                && Signers.KUBELET_CLIENT.problem(request, csr.getSpec().getUsages()) == null;
        List<Approval> approvals = new ArrayList<>();
        if (!decided && !RequestState.hasCertificate(csr) && ofNode) {
            if (request.commonName().equals(csr.getSpec().getUsername())) {
                approvals.add(SELF);
            }
            approvals.add(NODE);
        }
        return approvals;
    }
}
