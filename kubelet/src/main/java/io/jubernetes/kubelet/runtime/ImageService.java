package io.jubernetes.kubelet.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images of a node. */
public interface ImageService {

    /** The image by a name or reference, when it is here. */
    Optional<Image> find(String name);

    List<Image> list();

    /**
     * Gets an image from where its name says.
     *
     * @param secrets docker-config JSON documents to try for access, in order
     * @return the reference to create containers with
     */
    String pull(String name, List<byte[]> secrets) throws InterruptedException;

    /** Removes an image with all of its names; one that is unknown is removed already. */
    void remove(String reference) throws InterruptedException;

    /** Whether there are images at all: a runtime without them accepts every name, and nothing is pulled. */
    boolean pullsImages();

    /** Bytes that all images, and what containers wrote over them, take on the disk. */
    long usedBytes();

    /**
     * Shows an image's files, which cannot be changed there, at a directory that is there; not twice. The image stays as long as
     * that is so.
     *
     * @param user who is told apart from others that use it
     * @return false where the runtime cannot do that
     */
    default boolean mount(String reference, Path directory, String user) throws InterruptedException {
        return false;
    }

    /** Somebody who had it mounted uses it no more. */
    default void release(String user) {
        // nothing was mounted
    }

    /** Where on this machine they are; empty when that is not known or not here. */
    default Optional<Path> directory() {
        return Optional.empty();
    }

    /**
     * An image that is here.
     *
     * @param reference to create containers with: its id
     * @param digests names with a digest, {@code registry/name@sha256:…}
     * @param size bytes on the disk
     * @param user whom its configuration runs it as, a number or a name without its group; empty for root
     * @param pinned never collected as garbage
     */
    record Image(String reference, List<String> tags, List<String> digests, long size, String user, boolean pinned) {
        public Image {
            tags = List.copyOf(tags);
            digests = List.copyOf(digests);
        }
    }
}
