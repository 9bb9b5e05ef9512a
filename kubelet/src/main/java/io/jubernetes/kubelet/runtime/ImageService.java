package io.jubernetes.kubelet.runtime;

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

    void remove(String reference) throws InterruptedException;

    /** Whether there are images at all: a runtime without them accepts every name, and nothing is pulled. */
    boolean pullsImages();

    /** An image that is here. */
    record Image(String reference, List<String> tags, long size) {
        public Image {
            tags = List.copyOf(tags);
        }
    }
}
