package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.Security;
import io.jubernetes.kubelet.runtime.Security.Capabilities;
import io.jubernetes.kubelet.runtime.Security.Profile;
import io.jubernetes.kubelet.runtime.Security.SeLinux;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container's security context: what it says itself, and what its pod says where it is silent. */
public final class ContainerSecurity {

    private final PodSecurityContext ofPod;
    private final SecurityContext own;
    private final Path profiles;

    /** @param profiles where seccomp profiles of type {@code Localhost} are */
    public ContainerSecurity(Pod pod, Container container, Path profiles) {
        PodSecurityContext context = pod.getSpec().getSecurityContext();
        this.ofPod = context == null ? new PodSecurityContext() : context;
        this.own = container.getSecurityContext() == null ? new SecurityContext() : container.getSecurityContext();
        this.profiles = profiles;
    }

    /** Of the sandbox itself: only what the pod says counts, and whether it has a privileged container. */
    public static ContainerSecurity ofSandbox(Pod pod, Path profiles) {
        Container any = new Container();
        if (hasPrivileged(pod)) {
            any.setSecurityContext(
                    new SecurityContextBuilder().withPrivileged(true).build());
        }
        return new ContainerSecurity(pod, any, profiles);
    }

    /** Daemons make privileged containers in privileged sandboxes only. */
    private static boolean hasPrivileged(Pod pod) {
        return Stream.concat(pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
                .map(Container::getSecurityContext)
                .anyMatch(c -> c != null && Boolean.TRUE.equals(c.getPrivileged()));
    }

    /** Whether a pod wants no more groups than it names. */
    public static boolean limitsGroups(Pod pod) {
        PodSecurityContext context = pod.getSpec().getSecurityContext();
        return context != null && "Strict".equals(context.getSupplementalGroupsPolicy());
    }

    public Identity identity() {
        return new Identity(user(), group(), groups(), "Strict".equals(ofPod.getSupplementalGroupsPolicy()));
    }

    @Nullable
    Long user() {
        return either(own.getRunAsUser(), ofPod.getRunAsUser());
    }

    private @Nullable Long group() {
        return either(own.getRunAsGroup(), ofPod.getRunAsGroup());
    }

    boolean mustNotBeRoot() {
        return Boolean.TRUE.equals(either(own.getRunAsNonRoot(), ofPod.getRunAsNonRoot()));
    }

    /** Files of the pod's volumes belong to its {@code fsGroup}: whoever runs in the pod is in it. */
    private List<Long> groups() {
        List<Long> groups = new ArrayList<>(orEmpty(ofPod.getSupplementalGroups()));
        Long files = ofPod.getFsGroup();
        if (files != null && !groups.contains(files)) {
            groups.add(files);
        }
        return groups;
    }

    public Security security() {
        boolean privileged = Boolean.TRUE.equals(own.getPrivileged());
        return new Security(
                privileged,
                capabilities(),
                Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
                Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
                "Unmasked".equals(own.getProcMount()),
                privileged ? Profile.UNCONFINED : seccomp(),
                privileged ? Profile.UNCONFINED : appArmor(),
                seLinux());
    }

    private Capabilities capabilities() {
        var wanted = own.getCapabilities();
        return wanted == null
                ? Capabilities.DEFAULT
                : new Capabilities(orEmpty(wanted.getAdd()), orEmpty(wanted.getDrop()));
    }

    /** Where nobody says anything there is no filter, as upstream has it. */
    private Profile seccomp() {
        SeccompProfile wanted = either(own.getSeccompProfile(), ofPod.getSeccompProfile());
        return wanted == null
                ? Profile.UNCONFINED
                : profile(
                        wanted.getType(),
                        wanted.getLocalhostProfile(),
                        p -> profiles.resolve(p).toString());
    }

    /** Where nobody says anything the runtime confines when it can. */
    private Profile appArmor() {
        AppArmorProfile wanted = either(own.getAppArmorProfile(), ofPod.getAppArmorProfile());
        return wanted == null
                ? Profile.RUNTIME_DEFAULT
                : profile(wanted.getType(), wanted.getLocalhostProfile(), p -> p);
    }

    private static Profile profile(@Nullable String type, @Nullable String localhost, Function<String, String> where) {
        return switch (type) {
            case "Localhost" -> new Profile(Profile.Type.LOCALHOST, localhost == null ? "" : where.apply(localhost));
            case "Unconfined" -> Profile.UNCONFINED;
            case null, default -> Profile.RUNTIME_DEFAULT;
        };
    }

    private @Nullable SeLinux seLinux() {
        SELinuxOptions wanted = either(own.getSeLinuxOptions(), ofPod.getSeLinuxOptions());
        return wanted == null
                ? null
                : new SeLinux(
                        orEmpty(wanted.getUser()),
                        orEmpty(wanted.getRole()),
                        orEmpty(wanted.getType()),
                        orEmpty(wanted.getLevel()));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
