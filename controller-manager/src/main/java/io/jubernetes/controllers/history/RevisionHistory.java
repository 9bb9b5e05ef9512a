package io.jubernetes.controllers.history;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Adoption;
import io.jubernetes.controllers.ownership.Candidates;
import io.jubernetes.controllers.ownership.Claim;
import io.jubernetes.controllers.ownership.LiveOwner;
import io.jubernetes.controllers.ownership.Owners;
import io.jubernetes.controllers.pods.TemplateHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the revisions of one kind of owner. Called by one thread for each owner at a time. */
public final class RevisionHistory<O extends HasMetadata> {

    private final Informer<ControllerRevision> cache;
    private final ResourceClient<ControllerRevision> revisions;
    private final Adoption<O, ControllerRevision> adoption;
    private final LiveOwner<O> live;
    private final String hashLabel;

    /** @param hashLabel the label of revisions that holds the template's hash */
    public RevisionHistory(ControllerContext context, Class<O> owners, String hashLabel) {
        this.cache = context.informers().informerFor(ControllerRevision.class);
        context.indexes().ensure(cache, Owners.INDEX, Owners.byController());
        this.revisions = context.client().resources(ControllerRevision.class);
        this.adoption = new Adoption<>(context.client().resources(owners), revisions);
        this.live = new LiveOwner<>(context.client().resources(owners));
        this.hashLabel = hashLabel;
    }

    /** The owner's revisions, the newest last. */
    public List<ControllerRevision> of(O owner, LabelSelector selector) {
        return adoption.settle(owner, Claim.of(owner, selector, Candidates.of(owner, selector, cache))).stream()
                .sorted(RevisionDecision.ORDER)
                .toList();
    }

    /**
     * The revision of the template, and the number of name collisions up to now.
     *
     * @param revision null when the owner is gone: the cache will come to know
     */
    public record Current(@Nullable ControllerRevision revision, int collisions) {}

    /** Finds, renews or makes the revision of the owner's template. */
    public Current current(O owner, PodTemplateSpec template, List<ControllerRevision> known, int collisions) {
        return switch (RevisionDecision.decide(template, known)) {
            case RevisionDecision.Keep(ControllerRevision revision) -> new Current(revision, collisions);
            case RevisionDecision.Renew(ControllerRevision revision, long number) ->
                new Current(
                        revisions.update(new ControllerRevisionBuilder(revision)
                                .withRevision(number)
                                .build()),
                        collisions);
            case RevisionDecision.Create(long number) ->
                live.isStillThere(owner) ? create(owner, template, number, collisions) : new Current(null, collisions);
        };
    }

    private Current create(O owner, PodTemplateSpec template, long number, int collisions) {
        for (int count = collisions; ; count++) {
            ControllerRevision wanted = revision(owner, template, number, count);
            try {
                return new Current(revisions.create(wanted), count);
            } catch (ApiException e) {
                if (!e.is(StatusReason.AlreadyExists)) {
                    throw e;
                }
                ControllerRevision existing = revisions.get(
                        wanted.getMetadata().getNamespace(),
                        wanted.getMetadata().getName());
                // the cache may lack it
                if (Owners.isControlledBy(existing, owner) && RevisionData.isOf(existing, template)) {
                    return new Current(existing, count);
                }
            }
        }
    }

    private ControllerRevision revision(O owner, PodTemplateSpec template, long number, int collisions) {
        String hash = TemplateHash.of(template, collisions);
        Map<String, String> labels =
                template.getMetadata() == null ? null : template.getMetadata().getLabels();
        return new ControllerRevisionBuilder()
                .withNewMetadata()
                .withNamespace(owner.getMetadata().getNamespace())
                .withName(owner.getMetadata().getName() + "-" + hash)
                .withLabels(labels)
                .addToLabels(hashLabel, hash)
                .withAnnotations(owner.getMetadata().getAnnotations())
                .withOwnerReferences(Owners.controlledBy(owner))
                .endMetadata()
                .withData(RevisionData.of(template))
                .withRevision(number)
                .build();
    }

    /** Forgets the oldest revisions beyond the limit, but for those in use. */
    public void truncate(List<ControllerRevision> known, Set<String> inUse, @Nullable Integer limit) {
        RevisionDecision.surplus(known, inUse, limit == null ? 10 : limit).forEach(this::delete);
    }

    private void delete(ControllerRevision revision) {
        try {
            revisions.delete(
                    revision.getMetadata().getNamespace(),
                    revision.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(revision.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
