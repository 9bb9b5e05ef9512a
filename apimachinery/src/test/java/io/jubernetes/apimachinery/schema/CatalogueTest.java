package io.jubernetes.apimachinery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CatalogueTest {

    private final Catalogue catalogue = Catalogue.kubernetes();

    private ResourceType resource(String group, String version, String plural) {
        ResourceType found = catalogue.find(group, version, plural);
        assertNotNull(found, plural);
        return found;
    }

    @Test
    void servesEveryResourceOfTheTable() {
        assertThat(catalogue.all()).hasSize(66);
        assertThat(catalogue.all())
                .allSatisfy(
                        r -> assertThat(catalogue.schema().type(r.schemaType()).fields())
                                .isNotEmpty());
    }

    @Test
    void namesPodsAsUpstream() {
        ResourceType pods = resource("", "v1", "pods");

        assertThat(pods.shortNames()).containsExactly("po");
        assertThat(pods.categories()).containsExactly("all");
        assertThat(pods.subresources())
                .extracting(Subresource::name)
                .containsExactly(
                        "attach",
                        "binding",
                        "ephemeralcontainers",
                        "eviction",
                        "exec",
                        "log",
                        "portforward",
                        "proxy",
                        "resize",
                        "status");
        assertThat(pods.apiVersion()).isEqualTo("v1");
        assertThat(pods.verbs()).hasSize(8);
    }

    @Test
    void knowsPluralsThatAreNoRule() {
        for (String plural : List.of("endpoints", "componentstatuses", "bindings", "services")) {
            resource("", "v1", plural);
        }
        resource("networking.k8s.io", "v1", "networkpolicies");
        resource("networking.k8s.io", "v1", "ingressclasses");
        resource("networking.k8s.io", "v1", "ipaddresses");
        resource("storage.k8s.io", "v1", "csistoragecapacities");
    }

    @Test
    void offersOnlyTheVerbsThatExist() {
        assertThat(resource("", "v1", "namespaces").allows("deletecollection")).isFalse();
        assertThat(resource("", "v1", "componentstatuses").verbs()).containsExactly("get", "list");
        assertThat(resource("authorization.k8s.io", "v1", "subjectaccessreviews")
                        .verbs())
                .containsExactly("create");
        assertThat(resource("authorization.k8s.io", "v1", "subjectaccessreviews")
                        .subresources())
                .isEmpty();
    }

    @Test
    void subresourcesHaveTheirOwnKinds() {
        Subresource scale = resource("apps", "v1", "deployments").subresource("scale");
        assertNotNull(scale);

        assertThat(scale.group()).isEqualTo("autoscaling");
        assertThat(scale.kind()).isEqualTo("Scale");
        assertThat(catalogue.schema().type(scale.schemaType()).shortName()).isEqualTo("Scale");
    }

    @Test
    void prefersTheNewerVersion() {
        assertThat(catalogue.versions("autoscaling")).containsExactly("v2", "v1");
        assertThat(catalogue.groups()).startsWith("", "apiregistration.k8s.io", "apps");
    }

    @Test
    void findsByKind() {
        ResourceType deployment = catalogue.findKind("apps/v1", "Deployment");
        assertNotNull(deployment);

        assertThat(deployment.groupResource()).isEqualTo("deployments.apps");
        assertThat(catalogue.findKind("apps/v1", "Nonsense")).isNull();
    }

    @Test
    void everyTypeOfTheTableCanBeRead() {
        Schema schema = catalogue.schema();
        for (ResourceType r : catalogue.all()) {
            walk(schema, schema.type(r.schemaType()), 0);
        }
    }

    private static void walk(Schema schema, TypeSchema type, int depth) {
        for (Field field : type.fields().values()) {
            TypeRef ref = schema.resolve(field.type());
            if (ref instanceof TypeRef.Named named && depth < 6) {
                walk(schema, schema.type(named.type()), depth + 1);
            }
        }
    }
}
