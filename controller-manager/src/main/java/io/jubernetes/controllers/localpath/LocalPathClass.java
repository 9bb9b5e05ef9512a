package io.jubernetes.controllers.localpath;

import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;

/**
 * Makes the storage class {@code local-path}, the default one, when the controllers start. It is not changed when it is there:
 * whoever wants another default says so in its annotation.
 */
record LocalPathClass(ResourceClient<StorageClass> client) implements Reconciler {

    static final String NAME = "local-path";
    static final String PROVISIONER = "jubernetes.io/local-path";

    @Override
    public Result reconcile(Key key) {
        if (client.find(null, NAME).isEmpty()) {
            create();
        }
        return Result.done();
    }

    private void create() {
        try {
            client.create(new StorageClassBuilder()
                    .withNewMetadata()
                    .withName(NAME)
                    .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                    .endMetadata()
                    .withProvisioner(PROVISIONER)
                    .withReclaimPolicy("Delete")
                    .withVolumeBindingMode("WaitForFirstConsumer")
                    .withAllowVolumeExpansion(true)
                    .build());
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                throw e;
            }
        }
    }
}
