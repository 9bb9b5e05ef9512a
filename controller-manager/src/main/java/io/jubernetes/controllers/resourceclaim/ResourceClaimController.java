package io.jubernetes.controllers.resourceclaim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.Owners;
import java.util.List;

/** Makes the claims of pods that name templates, and says in the pods' status how they are called. */
public final class ResourceClaimController implements Reconciler {

    private static final String BY_OWNER = "owner-uid";

    private final Informer<Pod> pods;
    private final Informer<ResourceClaim> claims;
    private final Informer<ResourceClaimTemplate> templates;
    private final ResourceClient<ResourceClaim> client;
    private final ResourceClient<Pod> podClient;
    private final EventRecorder events;

    private ResourceClaimController(ControllerContext context, EventRecorder events) {
        this.pods = context.informers().informerFor(Pod.class);
        this.claims = context.informers().informerFor(ResourceClaim.class);
        this.templates = context.informers().informerFor(ResourceClaimTemplate.class);
        this.client = context.client().resources(ResourceClaim.class);
        this.podClient = context.client().resources(Pod.class);
        this.events = events;
        context.indexes()
                .ensure(
                        claims,
                        BY_OWNER,
                        claim -> claim.getMetadata().getOwnerReferences().stream()
                                .map(owner -> owner.getUid())
                                .toList());
    }

    /** One queue of pods, and one of claims. */
    public static List<Part> create(ControllerContext context) {
        EventRecorder events = context.events("resource_claim");
        ResourceClaimController making = new ResourceClaimController(context, events);
        Controller ofPods = context.controller("resource_claim_pods", making);
        ClaimRelease release = new ClaimRelease(context);
        Controller ofClaims = context.controller("resource_claim", release);
        making.pods.addHandler(ChangeHandler.of(pod -> {
            if (ClaimTemplates.any(pod)) {
                ofPods.enqueue(pod);
                release.concerns(pod).forEach(ofClaims::enqueue);
            }
        }));
        making.claims.addHandler(ChangeHandler.of(ofClaims::enqueue));
        making.templates.addHandler(ChangeHandler.of(
                template -> making.pods.listIn(template.getMetadata().getNamespace()).stream()
                        .filter(ClaimTemplates::any)
                        .forEach(ofPods::enqueue)));
        return List.of(Part.of(ofPods, events), Part.of(ofClaims));
    }

    @Override
    public Result reconcile(Key key) {
        Pod pod = pods.get(key.namespace(), key.name());
        if (pod != null && ClaimTemplates.any(pod)) {
            ClaimTemplates.missing(pod).forEach(wanted -> make(pod, wanted));
        }
        return Result.done();
    }

    private void make(Pod pod, PodResourceClaim wanted) {
        ResourceClaim made = claims.byIndex(BY_OWNER, pod.getMetadata().getUid()).stream()
                .filter(claim -> Owners.isControlledBy(claim, pod))
                .filter(claim -> wanted.getName().equals(podClaimName(claim)))
                .findFirst()
                .orElse(null);
        if (made == null) {
            made = create(pod, wanted);
        }
        if (made != null) {
            tell(pod, wanted.getName(), made.getMetadata().getName());
        }
    }

    private static String podClaimName(ResourceClaim claim) {
        return claim.getMetadata().getAnnotations() == null
                ? ""
                : claim.getMetadata().getAnnotations().getOrDefault(ClaimTemplates.POD_CLAIM_NAME, "");
    }

    private ResourceClaim create(Pod pod, PodResourceClaim wanted) {
        String name = wanted.getResourceClaimTemplateName();
        ResourceClaimTemplate template = templates.get(pod.getMetadata().getNamespace(), name);
        if (template == null) {
            String problem = "resourceclaimtemplate.resource.k8s.io \"" + name + "\" not found";
            events.warning(pod, "FailedResourceClaimCreation", "PodResourceClaim " + wanted.getName() + ": " + problem);
            throw new IllegalStateException(problem);
        }
        return client.create(ClaimTemplates.of(pod, wanted, template));
    }

    /** Refused when the pod is another by now. */
    private void tell(Pod pod, String name, String claim) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("uid", pod.getMetadata().getUid());
        patch.putObject("status")
                .putArray("resourceClaimStatuses")
                .addObject()
                .put("name", name)
                .put("resourceClaimName", claim);
        podClient.patchStatus(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PatchType.STRATEGIC, patch);
    }
}
