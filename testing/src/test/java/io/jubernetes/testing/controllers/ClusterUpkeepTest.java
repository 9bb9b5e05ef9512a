package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

    @Test
    void aNamespaceGetsWhatEachHasAndGetsItBack() {
        cluster.createNamespace("shop");
        ResourceClient<ServiceAccount> accounts = cluster.client().resources(ServiceAccount.class);
        ResourceClient<ConfigMap> maps = cluster.client().resources(ConfigMap.class);
        await("both", () -> hasDefaults(accounts, maps));
        assertThat(maps.get("shop", "kube-root-ca.crt").getData()).containsEntry("ca.crt", "the certificate");
        ObjectNode other = JsonNodeFactory.instance.objectNode();
        other.putObject("data").put("ca.crt", "forged");
        maps.patch("shop", "kube-root-ca.crt", PatchType.MERGE, other);
        accounts.delete("shop", "default", DeleteOptions.DEFAULT);
        await(
                "both as they were",
                () -> hasDefaults(accounts, maps)
                        && "the certificate"
                                .equals(maps.get("shop", "kube-root-ca.crt")
                                        .getData()
                                        .get("ca.crt")));
    }

    private static boolean hasDefaults(ResourceClient<ServiceAccount> accounts, ResourceClient<ConfigMap> maps) {
        return accounts.find("shop", "default").isPresent()
                && maps.find("shop", "kube-root-ca.crt").isPresent();
    }

    @Test
    void endpointsThatOthersKeepAreMirrored() {
        cluster.client()
                .resources(Service.class)
                .create(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("outside")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build());
        cluster.client()
                .resources(Endpoints.class)
                .create(new EndpointsBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("outside")
                        .endMetadata()
                        .addNewSubset()
                        .addNewAddress()
                        .withIp("192.0.2.7")
                        .endAddress()
                        .addNewPort()
                        .withPort(8080)
                        .endPort()
                        .endSubset()
                        .build());
        await("the slice", () -> mirrored().size() == 1);
        assertThat(mirrored().getFirst().getEndpoints().getFirst().getAddresses())
                .containsExactly("192.0.2.7");
        cluster.client().resources(Endpoints.class).delete("default", "outside", DeleteOptions.DEFAULT);
        await("no slice", () -> mirrored().isEmpty());
    }

    private static List<EndpointSlice> mirrored() {
        return cluster.list(EndpointSlice.class).stream()
                .filter(slice ->
                        "outside".equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
                .toList();
    }

    @Test
    void aNodeGetsARangeOfAddresses() {
        await(
                "the range",
                () -> String.valueOf(cluster.client()
                                .resources(Node.class)
                                .get(null, "node-a")
                                .getSpec()
                                .getPodCIDR())
                        .startsWith("10.244."));
    }

    @Test
    void aPolicyIsToldThatItWasSeen() {
        cluster.client()
                .resources(ValidatingAdmissionPolicy.class)
                .create(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName("seen")
                        .endMetadata()
                        .withNewSpec()
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("configmaps")
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("true")
                        .endValidation()
                        .endSpec()
                        .build());
        await("its generation", () -> {
            var status = cluster.client()
                    .resources(ValidatingAdmissionPolicy.class)
                    .get(null, "seen")
                    .getStatus();
            return status != null && Long.valueOf(1).equals(status.getObservedGeneration());
        });
    }

    @Test
    void aRangeOfServicesAddressesIsReadyAndGoesWhenNobodyHasOneOfThem() {
        ResourceClient<ServiceCIDR> ranges = cluster.client().resources(ServiceCIDR.class);
        ranges.create(new ServiceCIDRBuilder()
                .withNewMetadata()
                .withName("more")
                .endMetadata()
                .withNewSpec()
                .withCidrs("10.77.0.0/24")
                .endSpec()
                .build());
        await("it is ready", () -> {
            var status = ranges.get(null, "more").getStatus();
            return status != null
                    && status.getConditions().stream()
                            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
        });
        assertThat(ranges.get(null, "more").getMetadata().getFinalizers())
                .contains("networking.k8s.io/service-cidr-finalizer");
        ranges.delete(null, "more", DeleteOptions.DEFAULT);
        await("it is gone", () -> ranges.find(null, "more").isEmpty());
    }
}
