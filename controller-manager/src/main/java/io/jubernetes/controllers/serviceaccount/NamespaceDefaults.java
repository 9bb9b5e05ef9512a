package io.jubernetes.controllers.serviceaccount;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one object with a fixed name in every namespace that is not on its way out: makes it when it is missing, and again when it
 * is deleted, and sets it right when it was changed.
 */
final class NamespaceDefaults<T extends HasMetadata> implements Reconciler {

    private final Informer<Namespace> namespaces;
    private final Informer<T> objects;
    private final ResourceClient<T> client;
    private final Wanted<T> wanted;

    /**
     * What there should be.
     *
     * @param inNamespace makes the object for a namespace
     * @param corrected a present object as it should be; null when it is
     */
    record Wanted<T>(String name, Function<String, T> inNamespace, Function<T, @Nullable T> corrected) {}

    /** What is to be done in a namespace. */
    sealed interface Step<T> {

        /** Nothing. */
        record Leave<T>() implements Step<T> {}

        record Create<T>(T object) implements Step<T> {}

        record Update<T>(T object) implements Step<T> {}
    }

    /** @param present the object as it is; null when there is none */
    static <T> Step<T> decide(@Nullable Namespace namespace, @Nullable T present, Wanted<T> wanted) {
        if (namespace == null || namespace.getMetadata().getDeletionTimestamp() != null) {
            return new Step.Leave<>();
        }
        if (present == null) {
            return new Step.Create<>(
                    wanted.inNamespace.apply(namespace.getMetadata().getName()));
        }
        T corrected = wanted.corrected.apply(present);
        return corrected == null ? new Step.Leave<>() : new Step.Update<>(corrected);
    }

    NamespaceDefaults(Informer<Namespace> namespaces, Informer<T> objects, ResourceClient<T> client, Wanted<T> wanted) {
        this.namespaces = namespaces;
        this.objects = objects;
        this.client = client;
        this.wanted = wanted;
    }

    /** Has the controller look at the namespaces whose object may be missing. */
    void wire(Controller controller) {
        namespaces.addHandler(ChangeHandler.of(controller::enqueue));
        objects.addHandler(ChangeHandler.of(object -> {
            if (object.getMetadata().getName().equals(wanted.name)) {
                controller.enqueue(new Key("", object.getMetadata().getNamespace()));
            }
        }));
    }

    @Override
    public Result reconcile(Key key) {
        switch (decide(namespaces.get(null, key.name()), objects.get(key.name(), wanted.name), wanted)) {
            case Step.Leave<T> _ -> {}
            case Step.Create<T>(T object) -> create(object);
            case Step.Update<T>(T object) -> client.update(object);
        }
        return Result.done();
    }

    private void create(T object) {
        try {
            client.create(object);
        } catch (ApiException e) {
            boolean leaving = e.is(StatusReason.Forbidden) && isTerminating(e);
            if (!e.is(StatusReason.AlreadyExists) && !e.is(StatusReason.NotFound) && !leaving) {
                throw e;
            }
        }
    }

    private static boolean isTerminating(ApiException e) {
        return e.details().causes().stream().anyMatch(cause -> "NamespaceTerminating".equals(cause.reason()));
    }
}
