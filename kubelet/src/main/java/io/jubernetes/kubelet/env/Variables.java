package io.jubernetes.kubelet.env;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.jubernetes.kubelet.ClusterObjects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves a container's environment: {@code envFrom}, then {@code env}, then services where nothing else has the name. */
public final class Variables {

    private final ClusterObjects objects;
    private final PodFields fields;
    private final Pod pod;
    private final String namespace;

    public Variables(ClusterObjects objects, Pod pod, PodFields fields) {
        this.objects = objects;
        this.pod = pod;
        this.fields = fields;
        this.namespace = pod.getMetadata().getNamespace();
    }

    /** The variables of a container, in order. */
    public Map<String, String> of(Container container) throws ConfigurationError, InterruptedException {
        Map<String, String> services = ServiceVariables.of(services());
        Map<String, String> result = new LinkedHashMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            result.putAll(from(source));
        }
        Map<String, String> known = new LinkedHashMap<>(services);
        known.putAll(result);
        for (EnvVar variable : container.getEnv()) {
            Optional<String> value = value(variable, container, known);
            if (value.isPresent()) {
                known.put(variable.getName(), value.get());
                result.put(variable.getName(), value.get());
            }
        }
        services.forEach(result::putIfAbsent);
        return result;
    }

    /** Where no links are wanted the API server's only: a node does not follow what its pods do not ask for. */
    private List<Service> services() throws InterruptedException {
        Map<String, Service> chosen = new LinkedHashMap<>();
        objects.apiServer()
                .ifPresent(service -> chosen.put(service.getMetadata().getName(), service));
        if (!Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks())) {
            objects.services(namespace)
                    .forEach(service -> chosen.put(service.getMetadata().getName(), service));
        }
        return List.copyOf(chosen.values());
    }

    private Map<String, String> from(EnvFromSource source) throws ConfigurationError, InterruptedException {
        Map<String, String> data = new LinkedHashMap<>();
        String prefix = source.getPrefix() == null ? "" : source.getPrefix();
        if (source.getConfigMapRef() != null) {
            String name = source.getConfigMapRef().getName();
            Optional<ConfigMap> found = objects.configMap(namespace, name);
            if (found.isEmpty() && !isTrue(source.getConfigMapRef().getOptional())) {
                throw new ConfigurationError("configmap \"" + name + "\" not found");
            }
            found.ifPresent(c -> orEmpty(c.getData()).forEach((k, v) -> data.put(prefix + k, v)));
        }
        if (source.getSecretRef() != null) {
            String name = source.getSecretRef().getName();
            Optional<Secret> found = objects.secret(namespace, name);
            if (found.isEmpty() && !isTrue(source.getSecretRef().getOptional())) {
                throw new ConfigurationError("secret \"" + name + "\" not found");
            }
            found.ifPresent(s -> orEmpty(s.getData()).forEach((k, v) -> data.put(prefix + k, decode(v))));
        }
        return data;
    }

    private Optional<String> value(EnvVar variable, Container container, Map<String, String> known)
            throws ConfigurationError, InterruptedException {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            String value = variable.getValue();
            return Optional.of(value == null ? "" : Expansion.expand(value, known));
        }
        if (source.getFieldRef() != null) {
            return Optional.of(fields.field(source.getFieldRef().getFieldPath()));
        }
        if (source.getResourceFieldRef() != null) {
            return Optional.of(fields.resource(source.getResourceFieldRef(), container));
        }
        if (source.getConfigMapKeyRef() != null) {
            return configMapKey(source.getConfigMapKeyRef());
        }
        return source.getSecretKeyRef() == null ? Optional.of("") : secretKey(source.getSecretKeyRef());
    }

    private Optional<String> configMapKey(ConfigMapKeySelector selector)
            throws ConfigurationError, InterruptedException {
        Optional<ConfigMap> found = objects.configMap(namespace, selector.getName());
        if (found.isEmpty()) {
            return missing(selector.getOptional(), "configmap \"" + selector.getName() + "\" not found");
        }
        String value = orEmpty(found.get().getData()).get(selector.getKey());
        String where = "ConfigMap " + namespace + "/" + selector.getName();
        return value == null
                ? missing(selector.getOptional(), "couldn't find key " + selector.getKey() + " in " + where)
                : Optional.of(value);
    }

    private Optional<String> secretKey(SecretKeySelector selector) throws ConfigurationError, InterruptedException {
        Optional<Secret> found = objects.secret(namespace, selector.getName());
        if (found.isEmpty()) {
            return missing(selector.getOptional(), "secret \"" + selector.getName() + "\" not found");
        }
        String value = orEmpty(found.get().getData()).get(selector.getKey());
        String where = "Secret " + namespace + "/" + selector.getName();
        return value == null
                ? missing(selector.getOptional(), "couldn't find key " + selector.getKey() + " in " + where)
                : Optional.of(decode(value));
    }

    private static Optional<String> missing(@Nullable Boolean optional, String message) throws ConfigurationError {
        if (isTrue(optional)) {
            return Optional.empty();
        }
        throw new ConfigurationError(message);
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
