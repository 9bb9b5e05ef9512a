package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.CallGenerator;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official Java client finds nothing unusual. */
@Timeout(90)
@ExtendWith(SharedCluster.class)
@SuppressWarnings("NullAway") // every field of the client's models is nullable; the test fails where one is missing
class OfficialClientTest {

    private static final String NAMESPACE = "official";

    private ApiClient client;
    private CoreV1Api core;

    @BeforeEach
    void connect(TestCluster cluster) throws IOException, ApiException {
        client = Config.fromConfig(cluster.kubectl().kubeconfig().toString());
        client.setReadTimeout(0);
        core = new CoreV1Api(client);
        try {
            core.createNamespace(new V1Namespace().metadata(new V1ObjectMeta().name(NAMESPACE)))
                    .execute();
        } catch (ApiException exists) {
            assertThat(exists.getCode()).isEqualTo(409);
        }
    }

    private static V1ConfigMap map(String name, String value) {
        return new V1ConfigMap().metadata(new V1ObjectMeta().name(name)).data(Map.of("k", value));
    }

    @Test
    void objectsComeChangeAndGo() throws ApiException {
        V1ConfigMap created =
                core.createNamespacedConfigMap(NAMESPACE, map("a", "1")).execute();
        assertThat(created.getMetadata().getCreationTimestamp()).isNotNull();
        assertThatThrownBy(() ->
                        core.createNamespacedConfigMap(NAMESPACE, map("a", "1")).execute())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.getResponseBody()).contains("configmaps \\\"a\\\" already exists"));
        created.putDataItem("k", "2");
        assertThat(core.replaceNamespacedConfigMap("a", NAMESPACE, created)
                        .execute()
                        .getData())
                .containsEntry("k", "2");
        assertThat(core.listNamespacedConfigMap(NAMESPACE)
                        .fieldSelector("metadata.name=a")
                        .execute()
                        .getItems())
                .hasSize(1);
        assertThat(core.deleteNamespacedConfigMap("a", NAMESPACE).execute().getStatus())
                .isEqualTo("Success");
        GenericKubernetesApi<V1ConfigMap, V1ConfigMapList> generic =
                new GenericKubernetesApi<>(V1ConfigMap.class, V1ConfigMapList.class, "", "v1", "configmaps", client);
        assertThat(generic.get(NAMESPACE, "a").getHttpStatusCode()).isEqualTo(404);
    }

    @Test
    void patchesOfAllTypes() throws ApiException {
        core.createNamespacedConfigMap(NAMESPACE, map("patched", "1")).execute();
        assertThat(patch(V1Patch.PATCH_FORMAT_JSON_PATCH, "[{\"op\":\"add\",\"path\":\"/data/json\",\"value\":\"x\"}]"))
                .containsEntry("json", "x");
        assertThat(patch(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"data\":{\"merge\":\"x\"}}"))
                .containsEntry("merge", "x");
        assertThat(patch(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"data\":{\"json\":null}}"))
                .doesNotContainKey("json");
        assertThat(patch(
                        V1Patch.PATCH_FORMAT_APPLY_YAML,
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: patched}\ndata: {apply: x}\n"))
                .containsEntry("apply", "x")
                .containsEntry("k", "1");
        core.deleteNamespacedConfigMap("patched", NAMESPACE).execute();
    }

    private Map<String, String> patch(String format, String patch) throws ApiException {
        return PatchUtils.patch(
                        V1ConfigMap.class,
                        () -> core.patchNamespacedConfigMap("patched", NAMESPACE, new V1Patch(patch))
                                .fieldManager("official")
                                .buildCall(null),
                        format,
                        client)
                .getData();
    }

    @Test
    void watchesDeliver() throws Exception {
        String revision =
                core.listNamespacedConfigMap(NAMESPACE).execute().getMetadata().getResourceVersion();
        core.createNamespacedConfigMap(NAMESPACE, map("watched", "1")).execute();
        core.deleteNamespacedConfigMap("watched", NAMESPACE).execute();
        try (Watch<V1ConfigMap> watch = Watch.createWatch(
                client,
                core.listNamespacedConfigMap(NAMESPACE)
                        .fieldSelector("metadata.name=watched")
                        .resourceVersion(revision)
                        .watch(true)
                        .buildCall(null),
                new TypeToken<Watch.Response<V1ConfigMap>>() {}.getType())) {
            assertThat(watch.next().type).isEqualTo("ADDED");
            assertThat(watch.next().type).isEqualTo("DELETED");
        }
    }

    @Test
    void informersSeeEveryChange() throws ApiException {
        List<String> seen = new CopyOnWriteArrayList<>();
        SharedInformerFactory factory = new SharedInformerFactory(client);
        SharedIndexInformer<V1ConfigMap> informer = factory.sharedIndexInformerFor(
                (CallGenerator) parameters -> core.listNamespacedConfigMap(NAMESPACE)
                        .fieldSelector("metadata.name=late")
                        .resourceVersion(parameters.resourceVersion)
                        .timeoutSeconds(parameters.timeoutSeconds)
                        .watch(parameters.watch)
                        .buildCall(null),
                V1ConfigMap.class,
                V1ConfigMapList.class);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(V1ConfigMap added) {
                seen.add("+" + added.getMetadata().getName());
            }

            @Override
            public void onUpdate(V1ConfigMap before, V1ConfigMap after) {
                seen.add(after.getMetadata().getName() + "=" + after.getData().get("k"));
            }

            @Override
            public void onDelete(V1ConfigMap deleted, boolean unknown) {
                seen.add("-" + deleted.getMetadata().getName());
            }
        });
        factory.startAllRegisteredInformers();
        try {
            await().atMost(Duration.ofSeconds(30)).until(informer::hasSynced);
            core.createNamespacedConfigMap(NAMESPACE, map("late", "1")).execute();
            core.replaceNamespacedConfigMap("late", NAMESPACE, map("late", "2")).execute();
            core.deleteNamespacedConfigMap("late", NAMESPACE).execute();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(seen).containsExactly("+late", "late=2", "-late"));
        } finally {
            factory.stopAllRegisteredInformers();
        }
    }
}
