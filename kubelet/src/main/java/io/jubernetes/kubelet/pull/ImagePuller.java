package io.jubernetes.kubelet.pull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.ImageService.Image;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sees to it that a container's image is here, as its pull policy wants; after a failure waits longer and longer. */
public final class ImagePuller {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(2);

    private record Failure(String message, Duration delay, Instant at) {}

    private final Environment environment;
    private final ImageService images;
    private final EventRecorder events;
    private final ClusterObjects objects;
    private final Map<String, Failure> failures = new ConcurrentSkipListMap<>();

    public ImagePuller(Environment environment, ImageService images, EventRecorder events, ClusterObjects objects) {
        this.environment = environment;
        this.images = images;
        this.events = events;
        this.objects = objects;
    }

    /** The reference to create the container with. */
    public String ensure(Pod pod, Container spec) throws ImageProblem, InterruptedException {
        String written = spec.getImage() == null ? "" : spec.getImage();
        if (!images.pullsImages()) {
            tell(pod, spec, "Pulled", "Container image \"" + written + "\" already present on machine");
            return written;
        }
        Optional<String> wrong = ImageName.problem(written);
        if (wrong.isPresent()) {
            String message = "Failed to apply default image tag \"" + written + "\": couldn't parse image name \""
                    + written + "\": " + wrong.get();
            throw refuse(pod, spec, "InspectFailed", "InvalidImageName", message);
        }
        String name = ImageName.withTag(written);
        Optional<Image> present = images.find(name);
        String policy = spec.getImagePullPolicy() == null ? "IfNotPresent" : spec.getImagePullPolicy();
        if (present.isPresent() && !policy.equals("Always")) {
            tell(
                    pod,
                    spec,
                    "Pulled",
                    "Container image \"" + written + "\" already present on machine and can be accessed by the pod");
            return present.get().reference();
        }
        if (policy.equals("Never")) {
            String message = "Container image \"" + written + "\" is not present with pull policy of Never";
            throw refuse(pod, spec, "ErrImageNeverPull", "ErrImageNeverPull", message);
        }
        return pull(pod, spec, name);
    }

    private String pull(Pod pod, Container spec, String name) throws ImageProblem, InterruptedException {
        String key = Pods.uid(pod) + " " + name;
        Instant now = environment.now();
        Failure failure = failures.get(key);
        Duration left = failure == null ? Duration.ZERO : failure.delay().minus(Duration.between(failure.at(), now));
        if (failure != null && left.isPositive()) {
            throw holdBack(pod, spec, failure, left);
        }
        tell(pod, spec, "Pulling", "Pulling image \"" + spec.getImage() + "\"");
        try {
            String reference = images.pull(name, PullSecrets.of(pod, objects));
            failures.remove(key);
            tellPulled(pod, spec, reference, Duration.between(now, environment.now()));
            return reference;
        } catch (RuntimeFailure e) {
            Duration delay = failure == null ? FIRST : shorter(failure.delay().multipliedBy(2), LONGEST);
            failures.put(key, new Failure(e.text(), delay, environment.now()));
            String message = "Failed to pull image \"" + spec.getImage() + "\": " + e.text();
            warn(pod, spec, "Failed", message);
            warn(pod, spec, "Failed", "Error: ErrImagePull");
            throw new ImageProblem("ErrImagePull", e.text(), SOON);
        }
    }

    private ImageProblem holdBack(Pod pod, Container spec, Failure failure, Duration left) {
        String message = "Back-off pulling image \"" + spec.getImage() + "\"";
        tell(pod, spec, "BackOff", message);
        warn(pod, spec, "Failed", "Error: ImagePullBackOff");
        return new ImageProblem("ImagePullBackOff", message + ": ErrImagePull: " + failure.message(), left);
    }

    private ImageProblem refuse(Pod pod, Container spec, String event, String reason, String message) {
        warn(pod, spec, event, message);
        warn(pod, spec, "Failed", "Error: " + reason);
        return new ImageProblem(reason, message, FIRST);
    }

    private void tellPulled(Pod pod, Container spec, String reference, Duration took) {
        long size = images.find(reference).map(Image::size).orElse(0L);
        String time = text(took);
        tell(
                pod,
                spec,
                "Pulled",
                "Successfully pulled image \"" + spec.getImage() + "\" in " + time + " (" + time
                        + " including waiting). Image size: " + size + " bytes.");
    }

    /** The pod is gone: nothing is remembered about it. */
    public void forget(String podUid) {
        failures.keySet().removeIf(key -> key.startsWith(podUid + " "));
    }

    private void tell(Pod pod, Container spec, String reason, String message) {
        events.normal(pod, Pods.path(pod, spec.getName()), reason, message);
    }

    private void warn(Pod pod, Container spec, String reason, String message) {
        events.warning(pod, Pods.path(pod, spec.getName()), reason, message);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** As Go prints a duration, to the millisecond. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        String seconds = duration.toSecondsPart() + (millis % 1000 == 0 ? "" : "." + fraction(millis % 1000)) + "s";
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }

    private static String fraction(long millis) {
        String digits = Long.toString(1000 + millis).substring(1);
        return digits.replaceAll("0+$", "");
    }
}
