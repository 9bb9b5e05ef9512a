package io.jubernetes.controllers.attachdetach;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How a volume's attachment to a node is written. */
final class Attachments {

    private Attachments() {}

    /** The name by which nodes know a driver's volume. */
    static String uniqueName(PersistentVolume volume) {
        return "kubernetes.io/csi/" + volume.getSpec().getCsi().getDriver() + "^"
                + volume.getSpec().getCsi().getVolumeHandle();
    }

    /** Upstream's name, which nodes compute too: the volume's handle, its driver and the node, hashed. */
    static String name(String handle, String driver, String node) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((handle + driver + node).getBytes(StandardCharsets.UTF_8));
            return "csi-" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static VolumeAttachment of(String name, String volume, String driver, String node) {
        return new VolumeAttachmentBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withAttacher(driver)
                .withNodeName(node)
                .withNewSource()
                .withPersistentVolumeName(volume)
                .endSource()
                .endSpec()
                .build();
    }
}
