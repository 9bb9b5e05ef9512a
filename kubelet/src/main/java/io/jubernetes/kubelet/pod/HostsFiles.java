package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.config.HostsFile;
import io.jubernetes.kubelet.config.PodHostname;
import io.jubernetes.kubelet.env.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code /etc/hosts} of pods, {@code pods/UID/etc-hosts}: one of a pod, which all of its containers share. */
public final class HostsFiles {

    private static final Logger LOG = LoggerFactory.getLogger(HostsFiles.class);
    private static final Path OF_NODE = Path.of("/etc/hosts");

    private final KubeletConfig config;

    public HostsFiles(KubeletConfig config) {
        this.config = config;
    }

    /** The file, brought up to date; none while the pod has no address. */
    Optional<Path> write(Pod pod, List<String> ips) throws ConfigurationError {
        if (ips.isEmpty()) {
            return Optional.empty();
        }
        PodHostname hostname =
                PodHostname.of(pod, config.nodeName(), config.dns().domain());
        Path file =
                config.dataDirectory().resolve("pods").resolve(Pods.uid(pod)).resolve("etc-hosts");
        try {
            String text = Pods.hostNetwork(pod)
                    ? HostsFile.onNode(pod, Files.readString(OF_NODE))
                    : HostsFile.of(pod, ips, hostname);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return Optional.of(file);
        } catch (IOException e) {
            LOG.warn("A pod's hosts file could not be written: file={}", file, e);
            return Optional.empty();
        }
    }
}
