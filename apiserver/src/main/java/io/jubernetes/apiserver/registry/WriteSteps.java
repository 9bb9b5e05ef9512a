package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.admission.AdmissionChain;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Attributes;
import io.jubernetes.apiserver.surface.WriteHook;
import io.jubernetes.apiserver.surface.WriteHook.Reservation;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps that all writes have in common. */
final class WriteSteps {

    private final AdmissionChain admission;
    private final Checks checks;
    private final Commits commits;
    private final QuotaCharges quotas;
    private final Supplier<List<WriteHook>> hooks;

    WriteSteps(
            AdmissionChain admission,
            Checks checks,
            Commits commits,
            QuotaCharges quotas,
            Supplier<List<WriteHook>> hooks) {
        this.admission = admission;
        this.checks = checks;
        this.commits = commits;
        this.quotas = quotas;
        this.hooks = hooks;
    }

    void admit(Attributes write) {
        admission.admit(write);
    }

    Checks checks() {
        return checks;
    }

    Commits commits() {
        return commits;
    }

    QuotaCharges quotas() {
        return quotas;
    }

    boolean isTaken(ApiException refusal) {
        return refusal.is(StatusReason.AlreadyExists);
    }

    /** Whether something outside the object takes part in its writes. */
    boolean isHooked(Resource resource) {
        return hooks.get().stream().anyMatch(hook -> concerns(hook, resource));
    }

    private static boolean concerns(WriteHook hook, Resource resource) {
        return hook.concerns(resource.type().group(), resource.type().plural());
    }

    /** A write; null when somebody else wrote in between. */
    @FunctionalInterface
    interface Action {
        @Nullable
        Written run(Together together);
    }

    /** Runs a write between the hooks' reservation and their release. */
    @Nullable
    Written reserved(Write write, @Nullable ObjectNode previous, @Nullable ObjectNode next, Action action) {
        List<Reservation> reservations = new ArrayList<>();
        boolean done = false;
        try {
            for (WriteHook hook : hooks.get()) {
                if (concerns(hook, write.resource())) {
                    reservations.add(hook.reserve(previous, next, write.dryRun()));
                }
            }
            Written written = action.run(together(reservations));
            done = written != null && !write.dryRun();
            return written;
        } finally {
            for (Reservation reservation : reservations) {
                if (done) {
                    reservation.committed();
                } else {
                    reservation.abandoned();
                }
            }
        }
    }

    private static Together together(List<Reservation> reservations) {
        return reservations.isEmpty()
                ? Together.NOTHING
                : new Together(reservations.stream().map(Reservation::beside).toList());
    }

    /** The object lies in the namespace of the path: fills it in, refuses another one. */
    static void requireNamespace(Write write, ObjectNode metadata) {
        String sent = Trees.text(metadata, "namespace");
        if (!write.resource().type().namespaced()) {
            if (!sent.isEmpty()) {
                throw ApiException.badRequest("namespace is not allowed on this type");
            }
            metadata.remove("namespace");
            return;
        }
        if (!sent.isEmpty() && !sent.equals(write.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", write.namespace());
    }
}
