package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.jubernetes.kubelet.ClusterObjects;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.env.PodFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the files of volumes that are made of objects of the cluster and of the pod itself. */
final class Projections {

    private final ClusterObjects objects;
    private final TokenSource tokens;
    private final Pod pod;
    private final PodFields fields;
    private final String namespace;

    Projections(ClusterObjects objects, TokenSource tokens, Pod pod, PodFields fields) {
        this.objects = objects;
        this.tokens = tokens;
        this.pod = pod;
        this.fields = fields;
        this.namespace = pod.getMetadata().getNamespace();
    }

    /** Which keys of an object become files: all of them when {@code items} is empty. */
    record Selection(
            @Nullable List<KeyToPath> items, @Nullable Boolean optional, int mode) {
        boolean isOptional() {
            return Boolean.TRUE.equals(optional);
        }
    }

    void configMap(String name, Selection selection, Payload into) throws VolumeError, InterruptedException {
        Optional<ConfigMap> found = objects.configMap(namespace, name);
        Map<String, byte[]> data = new LinkedHashMap<>();
        found.ifPresent(c -> {
            orEmpty(c.getData()).forEach((k, v) -> data.put(k, v.getBytes(StandardCharsets.UTF_8)));
            orEmpty(c.getBinaryData())
                    .forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v)));
        });
        if (found.isEmpty() && !selection.isOptional()) {
            throw new VolumeError("configmap \"" + name + "\" not found");
        }
        select(data, selection, into);
    }

    void secret(String name, Selection selection, Payload into) throws VolumeError, InterruptedException {
        Optional<Secret> found = objects.secret(namespace, name);
        Map<String, byte[]> data = new LinkedHashMap<>();
        found.ifPresent(s -> orEmpty(s.getData())
                .forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v))));
        if (found.isEmpty() && !selection.isOptional()) {
            throw new VolumeError("secret \"" + name + "\" not found");
        }
        select(data, selection, into);
    }

    private static void select(Map<String, byte[]> data, Selection selection, Payload into) throws VolumeError {
        if (selection.items() == null || selection.items().isEmpty()) {
            for (Map.Entry<String, byte[]> entry : data.entrySet()) {
                into.put(entry.getKey(), entry.getValue(), selection.mode());
            }
            return;
        }
        for (KeyToPath item : selection.items()) {
            byte[] content = data.get(item.getKey());
            if (content != null) {
                into.put(item.getPath(), content, item.getMode() == null ? selection.mode() : item.getMode());
            } else if (!selection.isOptional()) {
                throw new VolumeError("references non-existent config key: " + item.getKey());
            }
        }
    }

    void downward(@Nullable List<DownwardAPIVolumeFile> items, int mode, Payload into) throws VolumeError {
        for (DownwardAPIVolumeFile item : items == null ? List.<DownwardAPIVolumeFile>of() : items) {
            try {
                String value = item.getFieldRef() != null
                        ? fields.field(item.getFieldRef().getFieldPath())
                        : fields.resource(item.getResourceFieldRef(), new Container());
                int own = item.getMode() == null ? mode : item.getMode();
                into.put(item.getPath(), value.getBytes(StandardCharsets.UTF_8), own);
            } catch (ConfigurationError e) {
                throw new VolumeError(e.text());
            }
        }
    }

    void projected(List<VolumeProjection> sources, int mode, Payload into) throws VolumeError, InterruptedException {
        for (VolumeProjection source : sources) {
            if (source.getConfigMap() != null) {
                configMap(
                        source.getConfigMap().getName(),
                        new Selection(
                                source.getConfigMap().getItems(),
                                source.getConfigMap().getOptional(),
                                mode),
                        into);
            }
            if (source.getSecret() != null) {
                secret(
                        source.getSecret().getName(),
                        new Selection(
                                source.getSecret().getItems(),
                                source.getSecret().getOptional(),
                                mode),
                        into);
            }
            if (source.getDownwardAPI() != null) {
                downward(source.getDownwardAPI().getItems(), mode, into);
            }
            if (source.getServiceAccountToken() != null) {
                token(source.getServiceAccountToken(), mode, into);
            }
        }
    }

    private void token(ServiceAccountTokenProjection wanted, int mode, Payload into) throws VolumeError {
        byte[] token = tokens.token(pod, wanted).getBytes(StandardCharsets.UTF_8);
        into.put(wanted.getPath(), token, mode);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
