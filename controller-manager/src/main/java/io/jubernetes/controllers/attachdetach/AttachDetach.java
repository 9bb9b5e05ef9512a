package io.jubernetes.controllers.attachdetach;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.volumeprotection.PodsOfClaims;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps a VolumeAttachment for each volume of a CSI driver and each node whose pods use it; the driver attaches by it. It goes when
 * no pod of the node uses the volume any more and the node says that it is not mounted. Works volume by volume.
 */
public final class AttachDetach implements Reconciler {

    private static final String BY_VOLUME = "volume";
    static final String BY_NODE = "node";

    private final Informer<Pod> pods;
    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<PersistentVolume> volumes;
    private final Informer<Node> nodes;
    private final Informer<CSIDriver> drivers;
    private final Informer<VolumeAttachment> attachments;
    private final ResourceClient<VolumeAttachment> client;
    private final EventRecorder events;

    private AttachDetach(ControllerContext context, EventRecorder events) {
        this.pods = context.informers().informerFor(Pod.class);
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.nodes = context.informers().informerFor(Node.class);
        this.drivers = context.informers().informerFor(CSIDriver.class);
        this.attachments = context.informers().informerFor(VolumeAttachment.class);
        this.client = context.client().resources(VolumeAttachment.class);
        this.events = events;
        context.indexes().ensure(pods, PodsOfClaims.INDEX, PodsOfClaims::keys);
        context.indexes().ensure(attachments, BY_VOLUME, attachment -> {
            String volume = attachment.getSpec().getSource().getPersistentVolumeName();
            return volume == null ? List.of() : List.of(volume);
        });
        context.indexes()
                .ensure(
                        attachments,
                        BY_NODE,
                        attachment -> List.of(attachment.getSpec().getNodeName()));
    }

    /** One queue of volumes, and one of nodes. */
    public static List<Part> create(ControllerContext context) {
        EventRecorder events = context.events("attachdetach-controller");
        AttachDetach attaching = new AttachDetach(context, events);
        Controller controller = context.controller("attachdetach", attaching);
        attaching.wire(controller);
        Controller ofNodes = context.controller("attachdetach_nodes", new AttachedVolumes(context));
        attaching.attachments.addHandler(ChangeHandler.of(
                attachment -> ofNodes.enqueue(new Key("", attachment.getSpec().getNodeName()))));
        return List.of(Part.of(controller, events), Part.of(ofNodes));
    }

    private void wire(Controller controller) {
        pods.addHandler(ChangeHandler.of(pod -> PodsOfClaims.keys(pod).forEach(key -> enqueue(key, controller))));
        claims.addHandler(ChangeHandler.of(claim -> enqueue(PodsOfClaims.key(claim), controller)));
        attachments.addHandler(new AttachmentHandler(controller));
        nodes.addHandler(new NodeHandler(controller));
        volumes.addHandler(ChangeHandler.of(volume -> {
            if (volume.getSpec().getCsi() != null) {
                controller.enqueue(volume);
            }
        }));
    }

    private void enqueue(String claimKey, Controller controller) {
        int slash = claimKey.indexOf('/');
        PersistentVolumeClaim claim = claims.get(claimKey.substring(0, slash), claimKey.substring(slash + 1));
        String volume = claim == null ? null : claim.getSpec().getVolumeName();
        if (volume != null && !volume.isEmpty()) {
            controller.enqueue(new Key("", volume));
        }
    }

    @Override
    public Result reconcile(Key key) {
        PersistentVolume volume = volumes.get(null, key.name());
        List<VolumeAttachment> present = attachments.byIndex(BY_VOLUME, key.name());
        if (volume == null || volume.getSpec().getCsi() == null || !isAttachable(volume)) {
            return Result.done();
        }
        Map<String, Pod> users = users(volume);
        AttachDecision decision = AttachDecision.of(
                volume, users.keySet(), present, node -> AttachDecision.canDetach(volume, nodes.get(null, node)));
        decision.detach().forEach(this::detach);
        decision.attach().forEach(node -> attach(volume, node));
        for (Map.Entry<String, Pod> user : users.entrySet()) {
            if (decision.refused().contains(user.getKey())) {
                refuse(volume, user.getValue());
            }
        }
        return Result.done();
    }

    /** Drivers say so when they need no attachments; one that says nothing needs them. */
    private boolean isAttachable(PersistentVolume volume) {
        CSIDriver driver = drivers.get(null, volume.getSpec().getCsi().getDriver());
        return driver == null || !Boolean.FALSE.equals(driver.getSpec().getAttachRequired());
    }

    /** The nodes whose pods use the volume, and one such pod each. */
    private Map<String, Pod> users(PersistentVolume volume) {
        var reference = volume.getSpec().getClaimRef();
        Map<String, Pod> byNode = new TreeMap<>();
        if (reference != null) {
            pods.byIndex(PodsOfClaims.INDEX, reference.getNamespace() + "/" + reference.getName())
                    .forEach(pod -> {
                        String node = pod.getSpec().getNodeName();
                        if (node != null && !node.isEmpty() && !hasEnded(pod)) {
                            byNode.putIfAbsent(node, pod);
                        }
                    });
        }
        return byNode;
    }

    private static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private void refuse(PersistentVolume volume, Pod pod) {
        events.warning(
                pod,
                "FailedAttachVolume",
                "Multi-Attach error for volume \"" + volume.getMetadata().getName()
                        + "\" Volume is already exclusively attached to one node and can't be attached to another");
    }

    private void attach(PersistentVolume volume, String node) {
        String handle = volume.getSpec().getCsi().getVolumeHandle();
        String driver = volume.getSpec().getCsi().getDriver();
        String name = Attachments.name(handle, driver, node);
        try {
            client.create(Attachments.of(name, volume.getMetadata().getName(), driver, node));
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                throw e;
            }
        }
    }

    private void detach(VolumeAttachment attachment) {
        try {
            client.delete(
                    null,
                    attachment.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(attachment.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    /** Pods are told when their volume is attached. */
    private final class AttachmentHandler implements ChangeHandler<VolumeAttachment> {

        private final Controller controller;

        AttachmentHandler(Controller controller) {
            this.controller = controller;
        }

        @Override
        public void added(VolumeAttachment attachment) {
            enqueue(attachment);
        }

        @Override
        public void updated(VolumeAttachment old, VolumeAttachment attachment) {
            enqueue(attachment);
            if (!isAttached(old) && isAttached(attachment)) {
                tell(attachment);
            }
        }

        @Override
        public void deleted(VolumeAttachment last) {
            enqueue(last);
        }

        private void enqueue(VolumeAttachment attachment) {
            String volume = attachment.getSpec().getSource().getPersistentVolumeName();
            if (volume != null) {
                controller.enqueue(new Key("", volume));
            }
        }

        private static boolean isAttached(VolumeAttachment attachment) {
            return attachment.getStatus() != null
                    && Boolean.TRUE.equals(attachment.getStatus().getAttached());
        }

        private void tell(VolumeAttachment attachment) {
            PersistentVolume volume = volumes.get(
                    null, String.valueOf(attachment.getSpec().getSource().getPersistentVolumeName()));
            Pod pod = volume == null
                    ? null
                    : users(volume).get(attachment.getSpec().getNodeName());
            if (volume != null && pod != null) {
                events.normal(
                        pod,
                        "SuccessfulAttachVolume",
                        "AttachVolume.Attach succeeded for volume \""
                                + volume.getMetadata().getName() + "\" ");
            }
        }
    }

    /** What a node does not mount any more can be detached from it. */
    private final class NodeHandler implements ChangeHandler<Node> {

        private final Controller controller;

        NodeHandler(Controller controller) {
            this.controller = controller;
        }

        @Override
        public void added(Node node) {
            // nothing is detached from a node for its coming
        }

        @Override
        public void updated(Node old, Node node) {
            boolean same = AttachDecision.inUse(old).equals(AttachDecision.inUse(node))
                    && taints(old).equals(taints(node));
            if (!same) {
                of(node);
            }
        }

        private static List<?> taints(Node node) {
            return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        }

        @Override
        public void deleted(Node last) {
            of(last);
        }

        private void of(Node node) {
            for (VolumeAttachment attachment :
                    attachments.byIndex(BY_NODE, node.getMetadata().getName())) {
                String volume = attachment.getSpec().getSource().getPersistentVolumeName();
                if (volume != null) {
                    controller.enqueue(new Key("", volume));
                }
            }
        }
    }
}
