package io.jubernetes.kubelet.pull;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ImageService.Image;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes images that nobody uses when the disk is nearly full, those first that were not used for longest. Used by one task. */
public final class ImageCollector {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCollector.class);
    private static final double BEGIN_BELOW = 0.15;
    private static final double ENOUGH = 0.20;
    private static final Duration YOUNGEST = Duration.ofMinutes(2);

    private final Environment environment;
    private final ContainerRuntime runtime;
    private final DoubleSupplier freeStorage;
    private final Map<String, Instant> usedAt = new LinkedHashMap<>();

    /** @param freeStorage how much of the disk is free, from 0 to 1 */
    public ImageCollector(Environment environment, ContainerRuntime runtime, DoubleSupplier freeStorage) {
        this.environment = environment;
        this.runtime = runtime;
        this.freeStorage = freeStorage;
    }

    /** Looks once. */
    public void run() throws InterruptedException {
        if (!runtime.images().pullsImages()) {
            return;
        }
        List<Image> unused = unused(environment.now());
        if (freeStorage.getAsDouble() >= BEGIN_BELOW) {
            return;
        }
        for (Image image : unused) {
            if (freeStorage.getAsDouble() >= ENOUGH) {
                return;
            }
            remove(image);
        }
    }

    /** Takes back all the room that images have which nobody uses: pods would have to go otherwise. */
    public void removeUnused() throws InterruptedException {
        if (runtime.images().pullsImages()) {
            for (Image image : unused(environment.now())) {
                remove(image);
            }
        }
    }

    private void remove(Image image) throws InterruptedException {
        try {
            runtime.images().remove(image.reference());
            LOG.info("An image was removed to make room: image={} bytes={}", image.reference(), image.size());
        } catch (RuntimeFailure e) {
            LOG.warn("An image could not be removed: image={} error={}", image.reference(), e.text());
        }
    }

    private List<Image> unused(Instant now) {
        Set<String> used = new TreeSet<>();
        runtime.containers(null).stream().map(Container::imageRef).forEach(used::add);
        List<Image> all = runtime.images().list();
        for (Image image : all) {
            if (isUsed(image, used)) {
                usedAt.put(image.reference(), now);
            } else {
                usedAt.putIfAbsent(image.reference(), now);
            }
        }
        usedAt.keySet().retainAll(all.stream().map(Image::reference).toList());
        return all.stream()
                .filter(i -> !i.pinned()
                        && !isUsed(i, used)
                        && !age(i, now).minus(YOUNGEST).isNegative())
                .sorted(Comparator.comparing((Image i) -> age(i, now)).reversed())
                .toList();
    }

    private static boolean isUsed(Image image, Set<String> used) {
        return used.contains(image.reference())
                || image.tags().stream().anyMatch(used::contains)
                || image.digests().stream().anyMatch(used::contains);
    }

    private Duration age(Image image, Instant now) {
        return Duration.between(Objects.requireNonNull(usedAt.get(image.reference())), now);
    }
}
