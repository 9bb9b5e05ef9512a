package io.jubernetes.kubelet.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The node's part of local volumes: directories of this node that claims of the class {@code local-path} get. What the parts agree
 * on:
 *
 * <ul>
 *   <li>The node says where it keeps them, in its annotation {@value #ANNOTATION}: {@code DATA/local-volumes}.
 *   <li>The provisioner of the controller manager makes a PersistentVolume for a claim whose pod has a node: named {@code
 *       pvc-UID}, with {@code spec.hostPath} of type {@code DirectoryOrCreate} at {@code DIRECTORY/pvc-UID}, and a node affinity of
 *       {@code kubernetes.io/hostname}. It makes no directory.
 *   <li>Whoever mounts the claim on the node makes the directory by {@link #make} when it is missing; everybody may write there, as
 *       the claim's pods run as whom they like.
 *   <li>When the volume is to be deleted, the provisioner sends {@code DELETE /localVolumes/pvc-UID} to the node's API, through the
 *       API server's proxy, until that answers 200: the directory is gone then. Only afterwards the PersistentVolume goes.
 * </ul>
 */
public final class LocalVolumes {

    /** The annotation of the node. */
    public static final String ANNOTATION = "local-path.jubernetes.io/directory";

    private static final int EVERYBODY = 0777;

    private final Path directory;

    public LocalVolumes(Path dataDirectory) {
        this.directory = dataDirectory.toAbsolutePath().resolve("local-volumes");
    }

    /** Below which all of them are. */
    public Path directory() {
        return directory;
    }

    /** Whether the path is that of a local volume. */
    public boolean holds(Path path) {
        return directory.equals(path.normalize().getParent());
    }

    /** Makes the directory of a volume; without effect when it is there. */
    public void make(Path volume) throws IOException {
        if (!Files.isDirectory(volume)) {
            Files.createDirectories(volume);
            AtomicDirectory.allow(volume, EVERYBODY);
        }
    }

    /**
     * Removes a volume with all that is in it; without effect when it is not there.
     *
     * @throws IllegalArgumentException when the name leads elsewhere
     */
    public void remove(String name) throws IOException {
        Path volume = directory.resolve(name);
        if (name.isEmpty() || !holds(volume) || !volume.normalize().equals(volume)) {
            throw new IllegalArgumentException("not the name of a local volume: " + name);
        }
        Removal.tree(volume);
    }
}
