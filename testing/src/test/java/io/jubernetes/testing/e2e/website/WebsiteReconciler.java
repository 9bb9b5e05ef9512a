package io.jubernetes.testing.e2e.website;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;

/** Tells in the status which page is served, and is asked before a website goes. */
@Workflow(dependents = @Dependent(type = PageConfigMap.class))
@ControllerConfiguration
public final class WebsiteReconciler implements Reconciler<Website>, Cleaner<Website> {

    @Override
    public UpdateControl<Website> reconcile(Website website, Context<Website> context) {
        String served = context.getSecondaryResource(ConfigMap.class)
                .map(page -> page.getData().get("index.html"))
                .orElse("");
        WebsiteStatus status = new WebsiteStatus();
        status.setPage(website.getMetadata().getName());
        status.setServed(served);
        Website update = new Website();
        update.setMetadata(website.getMetadata().toBuilder().withManagedFields().build());
        update.setStatus(status);
        return UpdateControl.patchStatus(update);
    }

    @Override
    public DeleteControl cleanup(Website website, Context<Website> context) {
        return DeleteControl.defaultDelete();
    }
}
