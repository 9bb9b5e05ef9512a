package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.client.json.KubernetesJson;
import java.nio.charset.StandardCharsets;

/** Pods written shortly: JSON of their spec, with single quotes. */
final class SpecText {

    private SpecText() {}

    static Pod pod(String spec) {
        String text = "{\"metadata\":{\"namespace\":\"ns\",\"name\":\"web\",\"uid\":\"u1\"},\"spec\":"
                + spec.replace('\'', '"') + "}";
        return KubernetesJson.fromTree(
                Json.decode(text.getBytes(StandardCharsets.UTF_8)).object(), Pod.class);
    }
}
