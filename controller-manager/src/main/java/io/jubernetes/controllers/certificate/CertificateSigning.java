package io.jubernetes.controllers.certificate;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs approved requests to the signers that every cluster has. */
public final class CertificateSigning implements Reconciler {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    private final Environment environment;
    private final Informer<CertificateSigningRequest> requests;
    private final ResourceClient<CertificateSigningRequest> client;
    private final CertificateSigner signer;

    private CertificateSigning(
            ControllerContext context, Informer<CertificateSigningRequest> requests, CertificateSigner signer) {
        this.environment = context.environment();
        this.requests = requests;
        this.client = context.client().resources(CertificateSigningRequest.class);
        this.signer = signer;
    }

    public static Part create(ControllerContext context, CertificateSigner signer) {
        Informer<CertificateSigningRequest> requests = context.informers().informerFor(CertificateSigningRequest.class);
        Controller controller = context.controller("csrsigning", new CertificateSigning(context, requests, signer));
        requests.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        CertificateSigningRequest csr = requests.get(null, key.name());
        if (csr == null || !isDue(csr)) {
            return Result.done();
        }
        String problem = problem(csr);
        if (problem == null) {
            sign(csr);
        } else {
            refuse(csr, problem);
        }
        return Result.done();
    }

    /** Approved, for one of our signers, and neither signed nor refused yet. */
    static boolean isDue(CertificateSigningRequest csr) {
        return RequestState.is(csr, "Approved")
                && !RequestState.is(csr, "Denied")
                && !RequestState.is(csr, "Failed")
                && !RequestState.hasCertificate(csr)
                && Signers.named(csr.getSpec().getSignerName()) != null;
    }

    private @Nullable String problem(CertificateSigningRequest csr) {
        Signers which = Signers.named(csr.getSpec().getSignerName());
        try {
            CertificateSigner.Request request = signer.read(CertificateApprover.decoded(csr));
            return which == null ? null : which.problem(request, csr.getSpec().getUsages());
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void sign(CertificateSigningRequest csr) {
        List<String> usages = csr.getSpec().getUsages();
        String pem = signer.sign(
                CertificateApprover.decoded(csr), usages, validity(csr.getSpec().getExpirationSeconds()));
        client.updateStatus(new CertificateSigningRequestBuilder(csr)
                .editOrNewStatus()
                .withCertificate(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
                .endStatus()
                .build());
    }

    /** As long as was asked for, within bounds. */
    static Duration validity(@Nullable Integer seconds) {
        Duration asked = seconds == null ? LONGEST : Duration.ofSeconds(seconds);
        Duration bounded = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded;
    }

    private void refuse(CertificateSigningRequest csr, String problem) {
        client.updateStatus(new CertificateSigningRequestBuilder(csr)
                .editOrNewStatus()
                .withConditions(RequestState.with(
                        csr,
                        "Failed",
                        "SignerValidationFailure",
                        problem,
                        environment.now().truncatedTo(ChronoUnit.SECONDS)))
                .endStatus()
                .build());
    }
}
