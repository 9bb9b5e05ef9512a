package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Containers for debugging: like others, but started once, without probes, and able to look into another one. */
final class EphemeralContainers {

    private EphemeralContainers() {}

    static Container toContainer(EphemeralContainer from) {
        return new ContainerBuilder()
                .withName(from.getName())
                .withImage(from.getImage())
                .withImagePullPolicy(from.getImagePullPolicy())
                .withCommand(from.getCommand())
                .withArgs(from.getArgs())
                .withWorkingDir(from.getWorkingDir())
                .withEnv(from.getEnv())
                .withEnvFrom(from.getEnvFrom())
                .withVolumeMounts(from.getVolumeMounts())
                .withSecurityContext(from.getSecurityContext())
                .withResources(from.getResources())
                .withTerminationMessagePath(from.getTerminationMessagePath())
                .withTerminationMessagePolicy(from.getTerminationMessagePolicy())
                .withStdin(from.getStdin())
                .withStdinOnce(from.getStdinOnce())
                .withTty(from.getTty())
                .build();
    }

    /** The id of the running container whose processes this one is to see; empty for none. */
    static String target(Pod pod, String name, RuntimePod state) {
        List<EphemeralContainer> all = pod.getSpec().getEphemeralContainers();
        return (all == null ? List.<EphemeralContainer>of() : all)
                .stream()
                        .filter(c -> c.getName().equals(name) && c.getTargetContainerName() != null)
                        .findFirst()
                        .flatMap(c -> state.latest(c.getTargetContainerName()))
                        .map(io.jubernetes.kubelet.runtime.Container::id)
                        .orElse("");
    }
}
