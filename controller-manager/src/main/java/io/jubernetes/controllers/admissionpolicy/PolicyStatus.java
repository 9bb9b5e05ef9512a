package io.jubernetes.controllers.admissionpolicy;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says of each validating admission policy which generation was looked at. Expressions are checked when a policy is written, so
 * that there is nothing to warn of.
 */
public final class PolicyStatus implements Reconciler {

    private final Informer<ValidatingAdmissionPolicy> policies;
    private final ResourceClient<ValidatingAdmissionPolicy> client;

    private PolicyStatus(ControllerContext context) {
        this.policies = context.informers().informerFor(ValidatingAdmissionPolicy.class);
        this.client = context.client().resources(ValidatingAdmissionPolicy.class);
    }

    public static Part create(ControllerContext context) {
        PolicyStatus status = new PolicyStatus(context);
        Controller controller = context.controller("validatingadmissionpolicy-status", status);
        status.policies.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        ValidatingAdmissionPolicy policy = policies.get(null, key.name());
        ValidatingAdmissionPolicy next = policy == null ? null : observed(policy);
        if (next != null) {
            client.updateStatus(next);
        }
        return Result.done();
    }

    /** The policy as its status is to say; null when it says so. */
    static @Nullable ValidatingAdmissionPolicy observed(ValidatingAdmissionPolicy policy) {
        Long generation = policy.getMetadata().getGeneration();
        Long observed = policy.getStatus() == null ? null : policy.getStatus().getObservedGeneration();
        return policy.getMetadata().getDeletionTimestamp() != null || Objects.equals(generation, observed)
                ? null
                : new ValidatingAdmissionPolicyBuilder(policy)
                        .editOrNewStatus()
                        .withObservedGeneration(generation)
                        .editOrNewTypeChecking()
                        .endTypeChecking()
                        .endStatus()
                        .build();
    }
}
