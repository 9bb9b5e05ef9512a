package io.jubernetes.controllers.attachdetach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.AttachedVolume;
import io.fabric8.kubernetes.api.model.AttachedVolumeBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in a node's status which volumes are attached to it: its agent mounts no others. */
final class AttachedVolumes implements Reconciler {

    private final Informer<Node> nodes;
    private final Informer<PersistentVolume> volumes;
    private final Informer<VolumeAttachment> attachments;
    private final ResourceClient<Node> client;

    AttachedVolumes(ControllerContext context) {
        this.nodes = context.informers().informerFor(Node.class);
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.attachments = context.informers().informerFor(VolumeAttachment.class);
        this.client = context.client().resources(Node.class);
    }

    @Override
    public Result reconcile(Key key) {
        Node node = nodes.get(null, key.name());
        if (node == null) {
            return Result.done();
        }
        List<AttachedVolume> wanted =
                of(attachments.byIndex(AttachDetach.BY_NODE, key.name()), name -> volumes.get(null, name));
        if (!wanted.equals(said(node))) {
            write(key.name(), wanted);
        }
        return Result.done();
    }

    /** Those that their driver has attached, and that are not being taken away. */
    static List<AttachedVolume> of(
            List<VolumeAttachment> attachments, Function<String, @Nullable PersistentVolume> volumes) {
        return attachments.stream()
                .filter(attachment -> attachment.getStatus() != null
                        && Boolean.TRUE.equals(attachment.getStatus().getAttached())
                        && attachment.getMetadata().getDeletionTimestamp() == null)
                .map(attachment -> attachment.getSpec().getSource().getPersistentVolumeName())
                .flatMap(Stream::ofNullable)
                .map(volumes)
                .flatMap(Stream::ofNullable)
                .filter(volume -> volume.getSpec().getCsi() != null)
                .map(volume -> new AttachedVolumeBuilder()
                        .withName(Attachments.uniqueName(volume))
                        .withDevicePath("")
                        .build())
                .sorted(Comparator.comparing(AttachedVolume::getName))
                .toList();
    }

    private static List<AttachedVolume> said(Node node) {
        List<AttachedVolume> said =
                node.getStatus() == null ? null : node.getStatus().getVolumesAttached();
        return Objects.requireNonNullElse(said, List.of());
    }

    private void write(String node, List<AttachedVolume> volumesAttached) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ArrayNode list = patch.putObject("status").putArray("volumesAttached");
        volumesAttached.forEach(
                volume -> list.addObject().put("name", volume.getName()).put("devicePath", volume.getDevicePath()));
        try {
            client.patchStatus(null, node, PatchType.MERGE, patch);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
