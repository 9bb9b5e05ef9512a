package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a manifest says: which blobs make an image. */
record Manifest(String digest, Blob config, List<Blob> layers) {

    static final int LARGEST = 4 << 20;
    static final ObjectMapper JSON = new ObjectMapper();
    static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    static final List<String> TYPES = List.of(
            TYPE,
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");

    private static final int MOST_LAYERS = 512;

    Manifest {
        layers = List.copyOf(layers);
    }

    /** @param size in bytes, as the manifest says it */
    record Blob(String digest, long size) {
        static Blob of(JsonNode descriptor) throws IOException {
            String digest = descriptor.path("digest").asText();
            long size = descriptor.path("size").asLong(-1);
            if (!Digest.isOne(digest) || size < 0) {
                throw new ImageException("invalid manifest: a blob without digest or size");
            }
            return new Blob(digest, size);
        }
    }

    static Manifest of(String digest, JsonNode manifest) throws IOException {
        List<Blob> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(Blob.of(layer));
        }
        if (layers.size() > MOST_LAYERS) {
            throw new ImageException("invalid manifest: " + layers.size() + " layers");
        }
        return new Manifest(digest, Blob.of(manifest.path("config")), layers);
    }

    static boolean isIndex(JsonNode document) {
        return document.has("manifests");
    }

    /** The entry of an index for a platform. */
    static JsonNode choose(JsonNode index, Platform platform) throws IOException {
        JsonNode best = null;
        for (JsonNode entry : index.path("manifests")) {
            if (platform.fits(entry.path("platform")) && (best == null || platform.isExact(entry.path("platform")))) {
                best = entry;
            }
        }
        if (best == null) {
            throw new ImageException("no match for platform in manifest: not found");
        }
        return best;
    }

    /** The digests of the uncompressed layers that a configuration names, as many as the manifest has layers. */
    List<String> layerIds(JsonNode configuration) throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonNode id : configuration.path("rootfs").path("diff_ids")) {
            Digest.hex(id.asText());
            ids.add(id.asText());
        }
        if (ids.size() != layers.size()) {
            throw new ImageException("mismatched image rootfs and manifest layers");
        }
        return ids;
    }
}
