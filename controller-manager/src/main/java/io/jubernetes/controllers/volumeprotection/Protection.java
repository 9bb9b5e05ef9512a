package io.jubernetes.controllers.volumeprotection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps a finalizer on objects of a kind until they are deleted and nobody uses them any more.
 *
 * @param isUsed asked of objects that are being deleted
 */
record Protection<T extends HasMetadata>(
        Informer<T> informer, ResourceClient<T> client, String finalizer, Predicate<T> isUsed) implements Reconciler {

    @Override
    public Result reconcile(Key key) {
        T object = informer.get(key.namespace().isEmpty() ? null : key.namespace(), key.name());
        if (object == null) {
            return Result.done();
        }
        boolean going = object.getMetadata().getDeletionTimestamp() != null;
        boolean kept = object.getMetadata().getFinalizers().contains(finalizer);
        if (!going && !kept) {
            // made before the server gave them to all
            List<String> with = new ArrayList<>(object.getMetadata().getFinalizers());
            with.add(finalizer);
            write(object, with);
        } else if (going && kept && !isUsed.test(object)) {
            List<String> without = new ArrayList<>(object.getMetadata().getFinalizers());
            without.remove(finalizer);
            write(object, without);
        }
        return Result.done();
    }

    private void write(T object, List<String> finalizers) {
        T changed = KubernetesJson.copy(object);
        changed.getMetadata().setFinalizers(finalizers);
        try {
            // refused when somebody else changed the object: the change brings the key back
            client.update(changed);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
