package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.jubernetes.client.DeleteOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small controllers, on one cluster. */
@Timeout(120)
class ClusterUpkeepTest {

    private static final String REQUEST = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIHuMIGWAgEAMDQxFTATBgNVBAoMDHN5c3RlbTpub2RlczEbMBkGA1UEAwwSc3lz
            dGVtOm5vZGU6bm9kZS1hMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE36FJ7iAW
            uH22zlp9f15z/0mcZatitZ6QABxc3uBKTmp6bQ34pzHV7XUEEfiQhqACzvEAbIDB
            o3btrVLq2+9QhaAAMAoGCCqGSM49BAMCA0cAMEQCICqas+WQd+KLHFvm49rpkksq
            dnVcB0/+CA7hUYQbhlL7AiAg26J/L/oIVJj3SwWZt75r+2kkjH3ZUNZ1B+QWRjRX
            IA==
            -----END CERTIFICATE REQUEST-----
            """;

    private static ClusterContext cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterContext.withNodes("node-a");
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void aRoleMadeOfOthersFollowsThem() {
        cluster.client()
                .resources(ClusterRole.class)
                .create(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("widgets")
                        .addToLabels("rbac.authorization.k8s.io/aggregate-to-view", "true")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("example.org")
                        .withResources("widgets")
                        .withVerbs("get")
                        .endRule()
                        .build());
        await("the rule in view, edit and admin", () -> has("view") && has("edit") && has("admin"));
        cluster.client().resources(ClusterRole.class).delete(null, "widgets", DeleteOptions.DEFAULT);
        await("the rule gone", () -> !has("view") && !has("edit") && !has("admin"));
    }

    private static boolean has(String role) {
        return cluster.client()
                .resources(ClusterRole.class)
                .get(null, role)
                .getRules()
                .contains(new PolicyRuleBuilder()
                        .withApiGroups("example.org")
                        .withResources("widgets")
                        .withVerbs("get")
                        .build());
    }

    @Test
    void aReplicationControllerKeepsItsPods() {
        ReplicationController wanted = new ReplicationControllerBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("old")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .addToSelector("app", "old")
                .withTemplate(
                        ClusterContext.deployment("old", 2, "v1").getSpec().getTemplate())
                .endSpec()
                .build();
        ReplicationController created =
                cluster.client().resources(ReplicationController.class).create(wanted);
        await(
                "its status",
                () -> Integer.valueOf(2)
                        .equals(cluster.get(ReplicationController.class, "old")
                                .getStatus()
                                .getAvailableReplicas()));
        assertThat(cluster.list(Pod.class))
                .filteredOn(pod -> pod.getMetadata().getName().startsWith("old-"))
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getMetadata().getOwnerReferences())
                        .singleElement()
                        .matches(owner -> owner.getKind().equals("ReplicationController")
                                && owner.getUid().equals(created.getMetadata().getUid())));
        cluster.client()
                .resources(ReplicationController.class)
                .update(new ReplicationControllerBuilder(cluster.get(ReplicationController.class, "old"))
                        .editSpec()
                        .withReplicas(1)
                        .endSpec()
                        .build());
        await(
                "one less",
                () -> Integer.valueOf(1)
                        .equals(cluster.get(ReplicationController.class, "old")
                                .getStatus()
                                .getReplicas()));
    }

    @Test
    void aNodesRequestIsApprovedAndSigned() {
        cluster.client()
                .resources(CertificateSigningRequest.class)
                .create(new CertificateSigningRequestBuilder()
                        .withNewMetadata()
                        .withName("node-csr")
                        .endMetadata()
                        .withNewSpec()
                        .withSignerName("kubernetes.io/kube-apiserver-client-kubelet")
                        .withUsages("digital signature", "client auth")
                        .withRequest(encode(REQUEST))
                        .endSpec()
                        .build());
        await(
                "the certificate",
                () -> cluster.client()
                                .resources(CertificateSigningRequest.class)
                                .get(null, "node-csr")
                                .getStatus()
                                .getCertificate()
                        != null);
        assertThat(cluster.client()
                        .resources(CertificateSigningRequest.class)
                        .get(null, "node-csr")
                        .getStatus()
                        .getConditions())
                .singleElement()
                .matches(condition -> condition.getType().equals("Approved")
                        && condition.getReason().equals("AutoApproved"));
    }

    @Test
    void bootstrapTokensSignAndGoWhenTheyAreOver() {
        cluster.client()
                .resources(ConfigMap.class)
                .create(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-public")
                        .withName("cluster-info")
                        .endMetadata()
                        .addToData("kubeconfig", "apiVersion: v1")
                        .build());
        createToken("abcdef", "2999-01-01T00:00:00Z");
        createToken("fedcba", "2020-01-01T00:00:00Z");
        await(
                "the signature of the token that is not over",
                () -> cluster.client()
                        .resources(ConfigMap.class)
                        .get("kube-public", "cluster-info")
                        .getData()
                        .keySet()
                        .equals(Set.of("kubeconfig", "jws-kubeconfig-abcdef")));
        await(
                "the other gone",
                () -> cluster.client()
                        .resources(Secret.class)
                        .find("kube-system", "bootstrap-token-fedcba")
                        .isEmpty());
    }

    private static void createToken(String id, String expiration) {
        cluster.client()
                .resources(Secret.class)
                .create(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName("bootstrap-token-" + id)
                        .endMetadata()
                        .withType("bootstrap.kubernetes.io/token")
                        .addToData("token-id", encode(id))
                        .addToData("token-secret", encode("0123456789abcdef"))
                        .addToData("usage-bootstrap-signing", encode("true"))
                        .addToData("expiration", encode(expiration))
                        .build());
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
