package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.Pods;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a container whose owner does not want it to be root ({@code runAsNonRoot}) would be. */
public final class NonRoot {

    private NonRoot() {}

    /**
     * @param imageUser whom the image runs as, by number or name; empty for root
     * @return why the container must not be started; empty when it may
     */
    public static Optional<String> problem(Pod pod, Container container, String imageUser) {
        ContainerSecurity security = new ContainerSecurity(pod, container, Path.of(""));
        if (!security.mustNotBeRoot()) {
            return Optional.empty();
        }
        String where = " (pod: \"" + Pods.format(pod) + "\", container: " + container.getName() + ")";
        Long user = security.user();
        if (user != null) {
            return user == 0 ? Optional.of("container's runAsUser breaks non-root policy" + where) : Optional.empty();
        }
        if (imageUser.isEmpty() || imageUser.matches("0+")) {
            return Optional.of("container has runAsNonRoot and image will run as root" + where);
        }
        return imageUser.matches("\\d+")
                ? Optional.empty()
                : Optional.of("container has runAsNonRoot and image has non-numeric user (" + imageUser
                        + "), cannot verify user is non-root" + where);
    }
}
