package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes an image of the store out of a manifest: gets the blobs that are missing, unpacks layers side by side, writes it down. */
final class ImageAssembly {

    private static final int AT_ONCE = 3;

    private final Environment environment;
    private final ImageStore store;

    ImageAssembly(Environment environment, ImageStore store) {
        this.environment = environment;
        this.store = store;
    }

    /** Where blobs come from. */
    @FunctionalInterface
    interface Blobs {
        BlobStore.Source of(Manifest.Blob blob);
    }

    ImageRecord assemble(Manifest manifest, Blobs source, List<String> names, List<String> digests)
            throws IOException, InterruptedException {
        String key = environment.newUid();
        try {
            store.coming(key, needed(manifest, List.of()));
            if (manifest.config().size() > Manifest.LARGEST) {
                throw new ImageException("the image's configuration is larger than " + Manifest.LARGEST + " bytes");
            }
            byte[] configuration =
                    Files.readAllBytes(store.blobs().need(manifest.config().digest(), source.of(manifest.config())));
            JsonNode document = Manifest.JSON.readTree(configuration);
            List<String> ids = manifest.layerIds(document);
            store.coming(key, needed(manifest, ids));
            layers(manifest, ids, source);
            ImageRecord image = record(manifest, ids, ImageConfig.of(document.path("config")), names, digests);
            store.put(image);
            return image;
        } finally {
            store.arrived(key);
        }
    }

    private static List<String> needed(Manifest manifest, List<String> ids) {
        List<String> all = new ArrayList<>(ids);
        all.add(manifest.digest());
        all.add(manifest.config().digest());
        manifest.layers().forEach(l -> all.add(l.digest()));
        return all;
    }

    private static ImageRecord record(
            Manifest manifest, List<String> ids, ImageConfig config, List<String> names, List<String> digests) {
        List<ImageRecord.Layer> layers = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Manifest.Blob blob = manifest.layers().get(i);
            layers.add(new ImageRecord.Layer(ids.get(i), blob.digest(), blob.size()));
        }
        return new ImageRecord(manifest.config().digest(), manifest.digest(), names, digests, layers, config);
    }

    private void layers(Manifest manifest, List<String> ids, Blobs source) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Manifest.Blob blob = manifest.layers().get(i);
            tasks.add(environment.start("image-layer", () -> {
                room.acquire();
                try {
                    if (failure.get() == null) {
                        store.blobs().need(blob.digest(), source.of(blob));
                        store.blobs().unpack(id, blob.digest());
                    }
                } catch (IOException e) {
                    failure.compareAndSet(null, e);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, new IOException("layer " + id + ": " + e.getMessage(), e));
                } finally {
                    room.release();
                }
            }));
        }
        try {
            for (Environment.Task task : tasks) {
                task.join();
            }
        } catch (InterruptedException e) {
            tasks.forEach(Environment.Task::interrupt);
            throw e;
        }
        IOException first = failure.get();
        if (first != null) {
            throw first;
        }
    }
}
