package io.jubernetes.controllers.certificate;

import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes requests an hour after they were decided or failed, and after a day when nobody decided. */
public final class CertificateCleaner implements Reconciler {

    private static final Duration UNDECIDED = Duration.ofHours(24);
    private static final Duration SETTLED = Duration.ofHours(1);

    private final Environment environment;
    private final Informer<CertificateSigningRequest> requests;
    private final ResourceClient<CertificateSigningRequest> client;

    private CertificateCleaner(ControllerContext context, Informer<CertificateSigningRequest> requests) {
        this.environment = context.environment();
        this.requests = requests;
        this.client = context.client().resources(CertificateSigningRequest.class);
    }

    public static Part create(ControllerContext context) {
        Informer<CertificateSigningRequest> requests = context.informers().informerFor(CertificateSigningRequest.class);
        Controller controller = context.controller("csrcleaner", new CertificateCleaner(context, requests));
        requests.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        CertificateSigningRequest csr = requests.get(null, key.name());
        if (csr == null) {
            return Result.done();
        }
        Duration left = Duration.between(environment.now(), end(csr));
        if (left.isPositive()) {
            return Result.requeueAfter(left);
        }
        try {
            client.delete(
                    null,
                    key.name(),
                    DeleteOptions.DEFAULT.ifUid(csr.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
        return Result.done();
    }

    /** When the request goes, as things are. */
    static Instant end(CertificateSigningRequest csr) {
        Instant end = PodFacts.time(csr.getMetadata().getCreationTimestamp());
        end = end == null ? Instant.MAX : end.plus(UNDECIDED);
        for (String type : List.of("Approved", "Denied", "Failed")) {
            CertificateSigningRequestCondition condition = RequestState.condition(csr, type);
            Instant since = condition == null ? null : PodFacts.time(condition.getLastUpdateTime());
            // what is approved waits for its certificate
            boolean waits = type.equals("Approved") && !RequestState.hasCertificate(csr);
            if (since != null && !waits && since.plus(SETTLED).isBefore(end)) {
                end = since.plus(SETTLED);
            }
        }
        return end;
    }
}
