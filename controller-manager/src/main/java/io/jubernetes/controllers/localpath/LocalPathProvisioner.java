package io.jubernetes.controllers.localpath;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.List;

/** Volumes for claims that need no more than a directory of a node: the class, the volumes, and their end. */
public final class LocalPathProvisioner {

    private LocalPathProvisioner() {}

    public static List<Part> create(ControllerContext context) {
        EventRecorder events = context.events(LocalPathClass.PROVISIONER);
        Controller classes = context.controller(
                "local-path-class", new LocalPathClass(context.client().resources(StorageClass.class)));
        classes.enqueue(new Key("", LocalPathClass.NAME));
        Controller provisioning = context.controller("local-path-provisioner", new Provisioning(context, events));
        context.informers().informerFor(PersistentVolumeClaim.class).addHandler(ChangeHandler.of(claim -> {
            if (Provisioning.isWanted(claim)) {
                provisioning.enqueue(claim);
            }
        }));
        Controller reclaiming = context.controller("local-path-reclaimer", new Reclaiming(context, events));
        context.informers().informerFor(PersistentVolume.class).addHandler(ChangeHandler.of(volume -> {
            if (LocalVolume.isOne(volume)) {
                reclaiming.enqueue(volume);
            }
        }));
        return List.of(Part.of(classes), Part.of(provisioning), Part.of(reclaiming, events));
    }
}
