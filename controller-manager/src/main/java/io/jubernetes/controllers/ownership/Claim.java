package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects an owner has, which it takes and which it lets go.
 *
 * <pre>
 *                     matches the selector     does not
 *   ours              kept                     released
 *   nobody's          adopted                  left alone
 *   somebody else's   left alone               left alone
 * </pre>
 *
 * An owner that is being deleted takes and releases nothing; an object that is being deleted is not taken.
 *
 * @param kept controlled by the owner and matching
 * @param adopted to be taken
 * @param released to be let go
 */
public record Claim<T extends HasMetadata>(List<T> kept, List<T> adopted, List<T> released) {

    public static <T extends HasMetadata> Claim<T> of(HasMetadata owner, LabelSelector selector, List<T> candidates) {
        Claim<T> claim = new Claim<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean ownerIsLeaving = owner.getMetadata().getDeletionTimestamp() != null;
        for (T object : candidates) {
            OwnerReference controller = Owners.controllerOf(object);
            boolean matches = LabelMatch.matches(selector, object);
            if (controller == null) {
                boolean isLeaving = object.getMetadata().getDeletionTimestamp() != null;
                if (matches && !ownerIsLeaving && !isLeaving) {
                    claim.adopted.add(object);
                }
            } else if (controller.getUid().equals(owner.getMetadata().getUid())) {
                (matches || ownerIsLeaving ? claim.kept : claim.released).add(object);
            }
        }
        return claim;
    }
}
