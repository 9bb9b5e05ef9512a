package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.jubernetes.client.informer.Informer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects that an owner has or may take: its own and nobody's, by the index {@link Owners#INDEX}. */
public final class Candidates {

    private Candidates() {}

    public static <T extends HasMetadata> List<T> of(
            HasMetadata owner, @Nullable LabelSelector selector, Informer<T> objects) {
        List<T> candidates = new ArrayList<>(
                objects.byIndex(Owners.INDEX, owner.getMetadata().getUid()));
        if (!LabelMatch.isEmpty(selector)) {
            candidates.addAll(objects.byIndex(
                    Owners.INDEX, Owners.orphansIn(owner.getMetadata().getNamespace())));
        }
        return candidates;
    }
}
