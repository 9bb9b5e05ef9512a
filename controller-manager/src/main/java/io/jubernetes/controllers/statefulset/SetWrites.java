package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.PodFacts;
import io.jubernetes.controllers.pods.SlowStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided for a StatefulSet, and tells of it in events. */
final class SetWrites {

    private final Environment environment;
    private final ResourceClient<Pod> pods;
    private final LiveOwner<StatefulSet> live;
    private final Claims claims;
    private final EventRecorder events;

    SetWrites(ControllerContext context, Claims claims, EventRecorder events) {
        this.environment = context.environment();
        this.pods = context.client().resources(Pod.class);
        this.live = new LiveOwner<>(context.client().resources(StatefulSet.class));
        this.claims = claims;
        this.events = events;
    }

    /** What pods are made of. */
    record Form(PodTemplateSpec template, String revision) {}

    /** The form of pods before and after a rollout. */
    record Forms(Form current, Form update) {}

    /**
     * Creates nothing for a set that is gone: the cache will come to know.
     *
     * @return the first failure, if any
     */
    @Nullable
    RuntimeException carryOut(StatefulSet set, List<SetDecision.Step> steps, Forms forms) throws InterruptedException {
        boolean grows = steps.stream().anyMatch(SetDecision.Step.Create.class::isInstance);
        if (grows && !live.isStillThere(set)) {
            return null;
        }
        return SlowStart.run(environment, steps.size(), i -> carryOut(set, steps.get(i), forms))
                .failure();
    }

    private void carryOut(StatefulSet set, SetDecision.Step step, Forms forms) {
        switch (step) {
            case SetDecision.Step.Create(int ordinal, boolean updated) ->
                create(set, ordinal, updated ? forms.update : forms.current);
            case SetDecision.Step.Delete(Pod pod) -> delete(set, pod);
            case SetDecision.Step.Repair(Pod pod) -> repair(set, pod);
        }
    }

    private void create(StatefulSet set, int ordinal, Form form) {
        if (claims.areLeaving(set, ordinal)) {
            throw new ClaimsAreLeaving();
        }
        Pod pod = SetPods.pod(set, form.template, form.revision, ordinal);
        String what = "create Pod " + pod.getMetadata().getName() + " in StatefulSet "
                + set.getMetadata().getName();
        try {
            claims.createMissing(set, ordinal);
            pods.create(pod);
            events.normal(set, "SuccessfulCreate", what + " successful");
        } catch (ApiException e) {
            if (isTerminating(e) || (e.is(StatusReason.AlreadyExists) && isOurs(set, pod))) {
                // the cache lacks it
                return;
            }
            if (!e.is(StatusReason.AlreadyExists)) {
                events.warning(set, "FailedCreate", what + " failed error: " + e.getMessage());
            }
            throw e;
        }
    }

    /** Time will tell. */
    static final class ClaimsAreLeaving extends RuntimeException {
        ClaimsAreLeaving() {
            super("a claim of a former pod is on its way out");
        }
    }

    private static boolean isTerminating(ApiException e) {
        return e.details().causes().stream().anyMatch(c -> "NamespaceTerminating".equals(c.reason()));
    }

    private boolean isOurs(StatefulSet set, Pod pod) {
        return pods.find(pod.getMetadata().getNamespace(), pod.getMetadata().getName())
                .filter(found -> Owners.isControlledBy(found, set))
                .isPresent();
    }

    private void delete(StatefulSet set, Pod pod) {
        String name = pod.getMetadata().getName();
        if (PodFacts.isTerminal(pod)) {
            String whole =
                    set.getMetadata().getNamespace() + "/" + set.getMetadata().getName();
            events.warning(set, "RecreatingFailedPod", "StatefulSet " + whole + " is recreating failed Pod " + name);
        }
        String what =
                "delete Pod " + name + " in StatefulSet " + set.getMetadata().getName();
        try {
            pods.delete(
                    pod.getMetadata().getNamespace(),
                    name,
                    DeleteOptions.DEFAULT.ifUid(pod.getMetadata().getUid()));
            events.normal(set, "SuccessfulDelete", what + " successful");
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                events.warning(set, "FailedDelete", what + " failed error: " + e.getMessage());
                throw e;
            }
        }
    }

    private void repair(StatefulSet set, Pod pod) {
        if (!SetPods.hasIdentity(set, pod)) {
            pods.update(SetPods.withIdentity(set, pod));
        }
        claims.createMissing(set, SetFacts.ordinal(set, pod));
        claims.settleOwners(set, pod);
    }
}
