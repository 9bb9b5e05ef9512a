package io.jubernetes.apimachinery.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;

/** Objects as tests write them: YAML in one line or several. */
public final class Trees {

    public static final String DEPLOYMENT = "io.k8s.api.apps.v1.Deployment";
    public static final String POD = "io.k8s.api.core.v1.Pod";
    public static final String SERVICE = "io.k8s.api.core.v1.Service";

    private Trees() {}

    public static ObjectNode tree(String yaml) {
        return Yaml.decode(yaml.getBytes(UTF_8)).object();
    }
}
