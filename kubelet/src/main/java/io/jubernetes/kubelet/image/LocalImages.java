package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The store and the registries as the kubelet sees them. */
public final class LocalImages implements ImageService {

    private final ImageStore store;
    private final ImagePuller puller;

    public LocalImages(ImageStore store, ImagePuller puller) {
        this.store = store;
        this.puller = puller;
    }

    @Override
    public Optional<Image> find(String name) {
        return store.find(name).map(ImageRecord::toImage);
    }

    @Override
    public List<Image> list() {
        return store.list().stream().map(ImageRecord::toImage).toList();
    }

    @Override
    public String pull(String name, List<byte[]> secrets) throws InterruptedException {
        return puller.pull(name, secrets).id();
    }

    @Override
    public void remove(String reference) {
        store.remove(reference);
    }

    @Override
    public boolean pullsImages() {
        return true;
    }

    @Override
    public long usedBytes() {
        return store.usedBytes();
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(store.root());
    }

    @Override
    public boolean mount(String reference, Path directory, String user) throws InterruptedException {
        ImageRecord image = store.find(reference)
                .orElseThrow(() ->
                        new RuntimeFailure(RuntimeFailure.Kind.NOT_FOUND, "image \"" + reference + "\": not found"));
        Commands commands = new Commands();
        if (commands.run(List.of("mountpoint", "-q", directory.toString())).exitCode() != 0) {
            store.use(user + "-" + image.id().replace(':', '-'), image);
            List<String> layers =
                    store.layers(image).reversed().stream().map(Path::toString).toList();
            String options = "ro,nosuid,nodev,noexec";
            commands.mustRun(
                    layers.size() == 1
                            ? List.of("mount", "--bind", "-o", options, layers.getFirst(), directory.toString())
                            : List.of(
                                    "mount",
                                    "-t",
                                    "overlay",
                                    "overlay",
                                    "-o",
                                    options + ",lowerdir=" + String.join(":", layers),
                                    directory.toString()),
                    "");
        }
        return true;
    }

    @Override
    public void release(String user) {
        store.releaseAll(user + "-");
    }
}
