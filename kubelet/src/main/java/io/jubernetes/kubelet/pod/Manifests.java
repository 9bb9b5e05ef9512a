package io.jubernetes.kubelet.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Toleration;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.client.json.KubernetesJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pods that are written in files of the node instead of the cluster: every file of a directory holds one. */
final class Manifests {

    static final String HASH = "kubernetes.io/config.hash";
    static final String SOURCE = "kubernetes.io/config.source";

    private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);

    private final Path directory;
    private final String nodeName;

    Manifests(Path directory, String nodeName) {
        this.directory = directory;
        this.nodeName = nodeName;
    }

    /** What the files say now, by uid; files that hold no pod are left out. */
    Map<String, Pod> read(Instant now) {
        Map<String, Pod> pods = new LinkedHashMap<>();
        for (Path file : files()) {
            try {
                Pod pod = pod(Files.readAllBytes(file), now);
                pods.put(Pods.uid(pod), pod);
            } catch (IOException | IllegalArgumentException | ApiException e) {
                LOG.warn("A file holds no pod: file={} error={}", file, e.toString());
            }
        }
        return pods;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(f -> !f.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The uid follows from the content: a file that changed is another pod. */
    private Pod pod(byte[] content, Instant now) {
        ObjectNode tree = Yaml.decode(content).object();
        if (!"Pod".equals(tree.path("kind").asText())) {
            throw new IllegalArgumentException("not a Pod");
        }
        Pod pod = KubernetesJson.fromTree(tree, Pod.class);
        byte[] seed = (nodeName + "\n" + new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        String hash = UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
        var metadata = pod.getMetadata();
        metadata.setName(metadata.getName() + "-" + nodeName);
        metadata.setNamespace(metadata.getNamespace() == null ? "default" : metadata.getNamespace());
        metadata.setUid(hash);
        Map<String, String> annotations = new LinkedHashMap<>();
        if (metadata.getAnnotations() != null) {
            annotations.putAll(metadata.getAnnotations());
        }
        annotations.put(HASH, hash);
        annotations.put("kubernetes.io/config.seen", now.toString());
        annotations.put(SOURCE, "file");
        metadata.setAnnotations(annotations);
        pod.getSpec().setNodeName(nodeName);
        List<Toleration> tolerations = new ArrayList<>(
                pod.getSpec().getTolerations() == null
                        ? List.of()
                        : pod.getSpec().getTolerations());
        tolerations.add(new Toleration("NoExecute", null, "Exists", null, null));
        pod.getSpec().setTolerations(tolerations);
        PodStatus status = new PodStatus();
        status.setStartTime(Pods.time(now));
        pod.setStatus(status);
        return pod;
    }
}
