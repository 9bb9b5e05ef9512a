package io.jubernetes.kubelet.pull;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.jubernetes.kubelet.ClusterObjects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The credentials that a pod names for registries; those of its service account were written into it when it was made. */
final class PullSecrets {

    private static final String CURRENT = ".dockerconfigjson";
    private static final String OLD = ".dockercfg";

    private PullSecrets() {}

    /** As docker-config documents; secrets that are missing or hold something else are left out. */
    static List<byte[]> of(Pod pod, ClusterObjects objects) throws InterruptedException {
        List<byte[]> all = new ArrayList<>();
        List<LocalObjectReference> names = pod.getSpec().getImagePullSecrets();
        for (LocalObjectReference name : names == null ? List.<LocalObjectReference>of() : names) {
            objects.secret(pod.getMetadata().getNamespace(), name.getName()).ifPresent(s -> add(s, all));
        }
        return all;
    }

    private static void add(Secret secret, List<byte[]> all) {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        String current = data.get(CURRENT);
        String old = data.get(OLD);
        if (current != null) {
            all.add(Base64.getDecoder().decode(current));
        } else if (old != null) {
            String servers = new String(Base64.getDecoder().decode(old), StandardCharsets.UTF_8);
            all.add(("{\"auths\":" + servers + "}").getBytes(StandardCharsets.UTF_8));
        }
    }
}
