package io.jubernetes.controllers.volumeprotection;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Indexer;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps volume attributes classes as long as a claim or a volume has, gets or wants one. */
public final class AttributesClassProtection {

    private static final String BY_CLASS = "attributes-class";

    private AttributesClassProtection() {}

    public static Part create(ControllerContext context) {
        Informer<VolumeAttributesClass> classes = context.informers().informerFor(VolumeAttributesClass.class);
        Informer<PersistentVolumeClaim> claims = context.informers().informerFor(PersistentVolumeClaim.class);
        Informer<PersistentVolume> volumes = context.informers().informerFor(PersistentVolume.class);
        Indexer<PersistentVolumeClaim> ofClaim = AttributesClassProtection::classes;
        Indexer<PersistentVolume> ofVolume = volume -> present(volume.getSpec().getVolumeAttributesClassName());
        context.indexes().ensure(claims, BY_CLASS, ofClaim);
        context.indexes().ensure(volumes, BY_CLASS, ofVolume);
        Controller controller = context.controller(
                "volumeattributesclass-protection",
                new Protection<>(
                        classes,
                        context.client().resources(VolumeAttributesClass.class),
                        "kubernetes.io/vac-protection",
                        used -> isUsed(used.getMetadata().getName(), claims, volumes)));
        classes.addHandler(ChangeHandler.of(controller::enqueue));
        claims.addHandler(new Leaving<>(ofClaim, controller));
        volumes.addHandler(new Leaving<>(ofVolume, controller));
        return Part.of(controller);
    }

    private static boolean isUsed(
            String name, Informer<PersistentVolumeClaim> claims, Informer<PersistentVolume> volumes) {
        return !claims.byIndex(BY_CLASS, name).isEmpty()
                || !volumes.byIndex(BY_CLASS, name).isEmpty();
    }

    /** The classes that a claim has, gets or wants. */
    static List<String> classes(PersistentVolumeClaim claim) {
        var status = claim.getStatus();
        return present(
                claim.getSpec().getVolumeAttributesClassName(),
                status == null ? null : status.getCurrentVolumeAttributesClassName(),
                status == null || status.getModifyVolumeStatus() == null
                        ? null
                        : status.getModifyVolumeStatus().getTargetVolumeAttributesClassName());
    }

    private static List<String> present(@Nullable String... names) {
        return Arrays.stream(names)
                .filter(Objects::nonNull)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Only an object that leaves a class can free it. */
    private record Leaving<T>(Indexer<T> classes, Controller controller) implements ChangeHandler<T> {

        @Override
        public void added(T object) {
            // keeps a class, frees none
        }

        @Override
        public void updated(T old, T object) {
            List<String> now = classes.valuesOf(object);
            classes.valuesOf(old).stream()
                    .filter(name -> !now.contains(name))
                    .forEach(name -> controller.enqueue(new Key("", name)));
        }

        @Override
        public void deleted(T last) {
            classes.valuesOf(last).forEach(name -> controller.enqueue(new Key("", name)));
        }
    }
}
