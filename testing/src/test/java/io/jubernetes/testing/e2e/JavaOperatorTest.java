package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.Operator;
import io.jubernetes.testing.e2e.website.Website;
import io.jubernetes.testing.e2e.website.WebsiteReconciler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator as its authors write it, with the Java Operator SDK, finds nothing unusual. */
@Timeout(90)
@ExtendWith(SharedCluster.class)
@SuppressWarnings("NullAway.Init") // before each
class JavaOperatorTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAMESPACE = "websites";
    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: websites.sample.example.com
            spec:
              group: sample.example.com
              scope: Namespaced
              names: {plural: websites, singular: website, kind: Website}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [html]
                        properties:
                          html: {type: string, x-kubernetes-validations: [{rule: self.size() > 0, message: is empty}]}
                      status:
                        type: object
                        properties: {page: {type: string}, served: {type: string}}
            """;

    private KubernetesClient client;
    private Operator operator;

    @BeforeEach
    void start(TestCluster cluster) {
        Config config = Config.fromKubeconfig(cluster.kubectl().kubeconfig().toFile());
        config.setOnlyHttpWatches(true);
        client = new KubernetesClientBuilder().withConfig(config).build();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var definition = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .load(new ByteArrayInputStream(DEFINITION.getBytes(StandardCharsets.UTF_8)));
        definition.serverSideApply();
        definition.waitUntilCondition(
                found -> found != null
                        && found.getStatus() != null
                        && found.getStatus().getConditions().stream()
                                .anyMatch(one -> one.getType().equals("Established")
                                        && one.getStatus().equals("True")),
                30,
                TimeUnit.SECONDS);
        operator =
                new Operator(settings -> settings.withKubernetesClient(client).withCloseClientOnStop(false));
        operator.register(new WebsiteReconciler());
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
        var definition =
                client.apiextensions().v1().customResourceDefinitions().withName("websites.sample.example.com");
        definition.delete();
        definition.waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
        client.close();
    }

    @AfterAll
    static void takeTheNamespaceAway(TestCluster cluster) {
        cluster.kubectl().run("delete", "namespace", NAMESPACE);
    }

    private Resource<Website> website() {
        return client.resources(Website.class).inNamespace(NAMESPACE).withName("mine");
    }

    private String page(String name) {
        ConfigMap page =
                client.configMaps().inNamespace(NAMESPACE).withName(name).get();
        return page == null ? "" : page.getData().getOrDefault("index.html", "");
    }

    @Test
    void keepsWhatAResourceAsksForUntilItGoes() {
        client.resource(Website.of(NAMESPACE, "mine", "<p>one</p>")).serverSideApply();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(page("mine")).isEqualTo("<p>one</p>");
            assertThat(website().require().getStatus().getServed()).isEqualTo("<p>one</p>");
        });
        assertThat(website().require().getFinalizers()).hasSize(1);

        client.resource(Website.of(NAMESPACE, "mine", "<p>two</p>")).serverSideApply();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(page("mine")).isEqualTo("<p>two</p>");
            assertThat(website().require().getStatus().getServed()).isEqualTo("<p>two</p>");
        });

        client.configMaps().inNamespace(NAMESPACE).withName("mine").delete();
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(page("mine")).isEqualTo("<p>two</p>"));

        website().delete();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(website().get()).isNull();
            assertThat(page("mine")).isEmpty();
        });
    }

    @Test
    void learnsWhichRuleDidNotHold() {
        assertThatThrownBy(
                        () -> client.resource(Website.of(NAMESPACE, "none", "")).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.html: Invalid value: \"\": is empty");
    }
}
