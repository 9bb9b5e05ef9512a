package io.jubernetes.controllers.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestSpec;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.RawClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.controller.TerminalException;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** Approves the requests of nodes, when roles allow them to ask. */
public final class CertificateApprover implements Reconciler {

    private final Environment environment;
    private final Informer<CertificateSigningRequest> requests;
    private final RawClient raw;
    private final CertificateSigner signer;

    private CertificateApprover(
            ControllerContext context, Informer<CertificateSigningRequest> requests, CertificateSigner signer) {
        this.environment = context.environment();
        this.requests = requests;
        this.raw = new RawClient(context.client());
        this.signer = signer;
    }

    public static Part create(ControllerContext context, CertificateSigner signer) {
        Informer<CertificateSigningRequest> requests = context.informers().informerFor(CertificateSigningRequest.class);
        Controller controller = context.controller("csrapproving", new CertificateApprover(context, requests, signer));
        requests.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        CertificateSigningRequest csr = requests.get(null, key.name());
        if (csr == null) {
            return Result.done();
        }
        List<Approval> approvals = Approval.of(csr, request(csr));
        for (Approval approval : approvals) {
            if (mayCreate(csr.getSpec(), approval.subresource())) {
                approve(csr, approval);
                return Result.done();
            }
        }
        if (!approvals.isEmpty()) {
            // a role may come: tried again, ever more rarely
            throw new IllegalStateException("the requester may not create such requests");
        }
        return Result.done();
    }

    private CertificateSigner.Request request(CertificateSigningRequest csr) {
        try {
            return signer.read(decoded(csr));
        } catch (IllegalArgumentException e) {
            throw new TerminalException("the request cannot be read", e);
        }
    }

    /** The PEM text. */
    static String decoded(CertificateSigningRequest csr) {
        return new String(Base64.getMimeDecoder().decode(csr.getSpec().getRequest()), StandardCharsets.UTF_8);
    }

    private boolean mayCreate(CertificateSigningRequestSpec who, String subresource) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SubjectAccessReview");
        ObjectNode spec = review.putObject("spec");
        spec.put("user", who.getUsername()).put("uid", who.getUid());
        spec.set("groups", KubernetesJson.mapper().valueToTree(who.getGroups()));
        spec.set("extra", KubernetesJson.mapper().valueToTree(who.getExtra()));
        spec.putObject("resourceAttributes")
                .put("group", "certificates.k8s.io")
                .put("resource", "certificatesigningrequests")
                .put("verb", "create")
                .put("subresource", subresource)
                .put("version", "*");
        JsonNode answer = raw.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", review);
        return answer.path("status").path("allowed").asBoolean();
    }

    private void approve(CertificateSigningRequest csr, Approval approval) {
        CertificateSigningRequest approved = new CertificateSigningRequestBuilder(csr)
                .editOrNewStatus()
                .withConditions(RequestState.with(
                        csr,
                        "Approved",
                        "AutoApproved",
                        approval.message(),
                        environment.now().truncatedTo(ChronoUnit.SECONDS)))
                .endStatus()
                .build();
        raw.put(
                "/apis/certificates.k8s.io/v1/certificatesigningrequests/"
                        + csr.getMetadata().getName() + "/approval",
                KubernetesJson.toTree(approved));
    }
}
