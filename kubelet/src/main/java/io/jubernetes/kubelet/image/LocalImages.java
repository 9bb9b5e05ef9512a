package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.runtime.ImageService;
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
}
