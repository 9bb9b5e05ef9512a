package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Container;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.Domains;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prefers nodes that have the pod's images; an image that few nodes have counts less, so that not all pods go to these. */
public final class ImageLocality implements ScorePlugin {

    private static final long MIB = 1L << 20;
    private static final long LEAST = 23 * MIB;
    private static final long MOST_PER_CONTAINER = 1000 * MIB;
    private static final String IMAGES = "images";

    private final Tally nodesWith = new Tally((node, sink) -> {
        if (node.isKnown()) {
            node.images().keySet().forEach(image -> sink.add(IMAGES, image, 1));
        }
    });

    @Override
    public String name() {
        return "ImageLocality";
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public @Nullable NodeScorer prepare(PodToPlace pod, ClusterSnapshot snapshot, List<NodeState> nodes) {
        Domains known = nodesWith.at(snapshot).of(IMAGES);
        List<String> images = images(pod);
        if (known.size() == 0 || images.stream().noneMatch(known::knows)) {
            return null;
        }
        int total = snapshot.nodeCount();
        return node -> score(node, images, known, total);
    }

    private static List<String> images(PodToPlace pod) {
        List<String> images = new ArrayList<>();
        for (Container container : pod.spec().getInitContainers()) {
            images.add(normalized(container.getImage()));
        }
        for (Container container : pod.spec().getContainers()) {
            images.add(normalized(container.getImage()));
        }
        return images;
    }

    /** An image without a tag is the latest. */
    private static String normalized(@Nullable String image) {
        if (image == null) {
            return "";
        }
        return image.lastIndexOf(':') <= image.lastIndexOf('/') ? image + ":latest" : image;
    }

    private static long score(NodeState node, List<String> images, Domains known, int total) {
        long sum = 0;
        for (String image : images) {
            Long size = node.images().get(image);
            sum += size == null ? 0 : (long) (size * ((double) known.sum(image) / total));
        }
        long most = MOST_PER_CONTAINER * images.size();
        long counted = Math.clamp(sum, LEAST, most);
        return MAX * (counted - LEAST) / (most - LEAST);
    }
}
