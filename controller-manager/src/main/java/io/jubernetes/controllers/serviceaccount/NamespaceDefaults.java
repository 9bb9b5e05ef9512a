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
import java.util.function.BiPredicate;
import java.util.function.Function;

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
     * @param isRight whether a present object, given first, is as the wanted one
     */
    record Wanted<T>(String name, Function<String, T> inNamespace, BiPredicate<T, T> isRight) {}

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
        Namespace namespace = namespaces.get(null, key.name());
        if (namespace == null || namespace.getMetadata().getDeletionTimestamp() != null) {
            return Result.done();
        }
        T right = wanted.inNamespace.apply(key.name());
        T present = objects.get(key.name(), wanted.name);
        if (present == null) {
            create(right);
        } else if (!wanted.isRight.test(present, right)) {
            client.update(right);
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
