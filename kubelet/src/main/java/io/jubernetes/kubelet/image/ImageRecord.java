package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.runtime.ImageService.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that is here, as it is kept.
 *
 * @param id its configuration's digest
 * @param names with tags, whole
 * @param digests names with digests, whole
 * @param layers its layers, the lowest first
 */
public record ImageRecord(
        String id, String manifest, List<String> names, List<String> digests, List<Layer> layers, ImageConfig config) {
    public ImageRecord {
        names = List.copyOf(names);
        digests = List.copyOf(digests);
        layers = List.copyOf(layers);
    }

    /**
     * @param id the digest of the uncompressed archive
     * @param blob the digest of what came
     * @param size of what came, in bytes
     */
    public record Layer(String id, String blob, long size) {}

    ImageRecord withNames(List<String> names, List<String> digests) {
        return new ImageRecord(id, manifest, names, digests, layers, config);
    }

    ImageRecord without(String name) {
        return withNames(names.stream().filter(n -> !n.equals(name)).toList(), digests);
    }

    /** With what another record of the same image knows. */
    ImageRecord merged(ImageRecord other) {
        return withNames(union(names, other.names()), union(digests, other.digests()));
    }

    private static List<String> union(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        other.stream().filter(n -> !all.contains(n)).forEach(all::add);
        return all;
    }

    /** As the kubelet sees it. */
    public Image toImage() {
        long size = layers.stream().mapToLong(Layer::size).sum();
        return new Image(id, names, digests, size, config.user().split(":", 2)[0], false);
    }
}
