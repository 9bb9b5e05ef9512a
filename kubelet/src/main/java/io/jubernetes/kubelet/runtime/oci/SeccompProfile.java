package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Security.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which system calls a container may make. */
final class SeccompProfile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    /** All of clone's flags that make namespaces. */
    private static final long NAMESPACE_FLAGS = 0x7E020000L;

    private static final int VSOCK = 40;

    private SeccompProfile() {}

    /** The part of a bundle's configuration; null when everything is allowed. */
    static @Nullable JsonNode of(Profile profile, List<String> capabilities) {
        try {
            return switch (profile.type()) {
                case UNCONFINED -> null;
                case LOCALHOST -> JSON.readTree(Files.readAllBytes(Path.of(profile.localhost())));
                case RUNTIME_DEFAULT -> usual(capabilities);
            };
        } catch (IOException e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    "cannot load seccomp profile \"" + profile.localhost() + "\": " + e.getMessage(),
                    e);
        }
    }

    private static ObjectNode usual(List<String> capabilities) throws IOException {
        JsonNode data;
        try (InputStream source = SeccompProfile.class.getResourceAsStream("seccomp.json")) {
            data = JSON.readTree(Objects.requireNonNull(source));
        }
        String architecture = System.getProperty("os.arch", "");
        ObjectNode profile = JSON.createObjectNode();
        profile.put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", EPERM);
        profile.set("architectures", data.path("architectures").path(architecture));
        ArrayNode rules = profile.putArray("syscalls");
        allow(rules, data.path("allowed"));
        allow(rules, data.path("onArchitecture").path(architecture));
        for (Map.Entry<String, JsonNode> entry : data.path("withCapability").properties()) {
            if (capabilities.contains(entry.getKey())) {
                allow(rules, entry.getValue());
            }
        }
        if (!capabilities.contains("CAP_SYS_ADMIN")) {
            argument(allow(rules, JSON.createArrayNode().add("clone")), 0, NAMESPACE_FLAGS, 0L, "SCMP_CMP_MASKED_EQ");
            // its flags cannot be looked at: programs then try clone
            rules.addObject()
                    .put("action", "SCMP_ACT_ERRNO")
                    .put("errnoRet", ENOSYS)
                    .putArray("names")
                    .add("clone3");
        }
        data.path("personalities")
                .forEach(p -> argument(
                        allow(rules, JSON.createArrayNode().add("personality")), 0, p.asLong(), null, "SCMP_CMP_EQ"));
        argument(allow(rules, JSON.createArrayNode().add("socket")), 0, VSOCK, null, "SCMP_CMP_NE");
        return profile;
    }

    private static ObjectNode allow(ArrayNode rules, JsonNode names) {
        ObjectNode rule = JSON.createObjectNode().put("action", "SCMP_ACT_ALLOW");
        rule.set("names", names);
        if (names.size() > 0) {
            rules.add(rule);
        }
        return rule;
    }

    private static void argument(ObjectNode rule, int index, long value, @Nullable Long second, String comparison) {
        ObjectNode argument = rule.putArray("args").addObject();
        argument.put("index", index).put("value", value).put("op", comparison);
        if (second != null) {
            argument.put("valueTwo", second.longValue());
        }
    }
}
