package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a change of an owned object to its owner, to its former owner, or to any that may want it.
 *
 * @param kind of the owners
 * @param selector of an owner
 * @param told the keys of the owners
 */
public record OwnedHandler<O extends HasMetadata, T extends HasMetadata>(
        String kind, Informer<O> owners, Function<O, @Nullable LabelSelector> selector, Consumer<Key> told)
        implements ChangeHandler<T> {

    @Override
    public void added(T object) {
        if (Owners.controllerOf(object) == null) {
            offer(object);
        } else {
            tellOwner(object);
        }
    }

    @Override
    public void updated(T old, T object) {
        if (!Objects.equals(Owners.controllerOf(old), Owners.controllerOf(object))) {
            tellOwner(old);
        }
        added(object);
    }

    @Override
    public void deleted(T last) {
        tellOwner(last);
    }

    private void tellOwner(T object) {
        OwnerReference owner = Owners.controllerOf(object);
        if (owner != null && kind.equals(owner.getKind())) {
            told.accept(new Key(object.getMetadata().getNamespace(), owner.getName()));
        }
    }

    private void offer(T object) {
        if (LabelMatch.labels(object).isEmpty()) {
            return;
        }
        owners.listIn(object.getMetadata().getNamespace()).stream()
                .filter(owner -> LabelMatch.matches(selector.apply(owner), object))
                .forEach(owner -> told.accept(Key.of(owner)));
    }
}
