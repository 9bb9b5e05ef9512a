package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a container finds around it: working directory, volumes, environment, host names. */
final class Surroundings {

    private static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** Where containers leave their last words unless their owner wants them elsewhere. */
    private static final String LAST_WORDS = "/dev/termination-log";

    private final HostFeatures features;

    Surroundings(HostFeatures features) {
        this.features = features;
    }

    /** The working directory as the container sees it. */
    String workingDirectory(ContainerFiles files, ContainerConfig config) {
        String wanted = config.command().workingDir();
        if (features.isolation().hasNamespaces()) {
            return wanted.isEmpty() ? "/" : wanted;
        }
        return files.workingDirectory().resolve(wanted).toString();
    }

    /** The agent's PATH and JAVA_HOME, what every container has, and what the pod's owner wrote. */
    Map<String, String> environment(ContainerFiles files, ContainerConfig config, String hostname) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", orElse(System.getenv("PATH"), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        String java = System.getenv("JAVA_HOME");
        if (java != null) {
            all.put("JAVA_HOME", java);
        }
        all.put("HOSTNAME", hostname);
        all.put("HOME", home(files, config));
        if (config.terminal().tty()) {
            all.put("TERM", "xterm");
        }
        all.putAll(config.command().environment());
        return all;
    }

    private String home(ContainerFiles files, ContainerConfig config) {
        if (!features.isolation().hasNamespaces()) {
            return files.workingDirectory().toString();
        }
        Long user = config.runAs().user();
        return user == null || user == 0 ? "/root" : "/";
    }

    /** The mounts that make pod and host names known, and those that were asked for. */
    List<Mount> mounts(ContainerFiles files, ContainerConfig config, SandboxConfig sandbox, String ip) {
        List<Mount> all = new ArrayList<>();
        if (features.isolation().hasNamespaces() && !sandbox.hostNetwork()) {
            all.add(own(files, "/etc/hosts", NameFiles.hosts(sandbox.hostname(), ip)));
            all.add(own(files, "/etc/hostname", sandbox.hostname() + "\n"));
        }
        if (features.isolation().hasNamespaces()) {
            all.add(own(files, "/etc/resolv.conf", NameFiles.resolver(sandbox.dns())));
        }
        all.removeIf(
                m -> config.mounts().stream().anyMatch(c -> c.containerPath().equals(m.containerPath())));
        config.mounts().stream()
                // only root can have a /dev of its own to make the file in
                .filter(m -> features.isolation() == Isolation.ROOT
                        || !m.containerPath().equals(LAST_WORDS))
                .sorted(java.util.Comparator.comparingInt(
                        m -> Path.of(m.containerPath()).getNameCount()))
                .forEach(all::add);
        return all;
    }

    private static Mount own(ContainerFiles files, String path, String content) {
        Path file = files.directory().resolve(path.substring(1).replace('/', '-'));
        StateFiles.writeText(file, content);
        return new Mount(path, file, false);
    }

    /** Refuses mount points that would have to be made in the host's own file systems. */
    void checkMounts(RootFilesystem root, List<Mount> mounts) {
        for (Mount mount : mounts) {
            if (root.isShared(mount.containerPath()) && !Files.exists(Path.of(mount.containerPath()))) {
                throw new RuntimeFailure(
                        Kind.FAILED,
                        "mountPath " + mount.containerPath() + " lies in a file system that is shared with the host"
                                + " and does not exist there: create it on the node, or choose another mountPath");
            }
        }
    }

    /** Links volumes into the working directory, where nothing can be mounted. */
    void linkVolumes(ContainerFiles files, List<Mount> mounts) {
        for (Mount mount : mounts) {
            Path wanted = Path.of(mount.containerPath());
            if (wanted.isAbsolute() && sameFile(wanted, mount.hostPath())) {
                continue;
            }
            if (mount.containerPath().equals("/etc/hosts")
                    || mount.containerPath().equals(LAST_WORDS)) {
                continue; // nobody asked for these
            }
            if (wanted.isAbsolute() && !mount.containerPath().equals(SERVICE_ACCOUNT)) {
                throw new RuntimeFailure(
                        Kind.FAILED,
                        "mountPath " + mount.containerPath() + " cannot be had: this node has neither root nor user"
                                + " namespaces to mount volumes with; use a relative mountPath, which is linked into"
                                + " the container's working directory, or run the node agent as root");
            }
            link(files.workingDirectory().resolve(mount.containerPath().replaceFirst("^/+", "")), mount.hostPath());
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "volume cannot be linked at " + link + ": " + e.getMessage(), e);
        }
    }

    private static boolean sameFile(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static String orElse(@org.jspecify.annotations.Nullable String value, String other) {
        return value == null || value.isEmpty() ? other : value;
    }
}
