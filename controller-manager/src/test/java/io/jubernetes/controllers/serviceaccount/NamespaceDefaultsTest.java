package io.jubernetes.controllers.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.controllers.serviceaccount.NamespaceDefaults.Step;
import io.jubernetes.controllers.serviceaccount.NamespaceDefaults.Wanted;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Given this namespace and what is in it, this is done about what every namespace has. */
@Timeout(10)
class NamespaceDefaultsTest {

    private static final Wanted<ConfigMap> CERTIFICATE = RootCaPublisher.wanted("PEM");

    private static Namespace namespace(@Nullable String deleted) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName("shop")
                .withDeletionTimestamp(deleted)
                .endMetadata()
                .build();
    }

    private static ConfigMap made() {
        return ((Step.Create<ConfigMap>) NamespaceDefaults.decide(namespace(null), null, CERTIFICATE)).object();
    }

    @Test
    void whatIsMissingIsMade() {
        ConfigMap map = made();
        assertThat(map.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(map.getMetadata().getName()).isEqualTo("kube-root-ca.crt");
        assertThat(map.getData()).isEqualTo(Map.of("ca.crt", "PEM"));
        Step<ServiceAccount> account = NamespaceDefaults.decide(namespace(null), null, DefaultServiceAccount.WANTED);
        assertThat(account)
                .isInstanceOfSatisfying(
                        Step.Create.class,
                        create -> assertThat(((ServiceAccount) create.object())
                                        .getMetadata()
                                        .getName())
                                .isEqualTo("default"));
    }

    @Test
    void whatIsRightStays() {
        assertThat(NamespaceDefaults.decide(namespace(null), made(), CERTIFICATE))
                .isEqualTo(new Step.Leave<>());
        ServiceAccount others = new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .addToLabels("changed", "yes")
                .endMetadata()
                .build();
        assertThat(NamespaceDefaults.decide(namespace(null), others, DefaultServiceAccount.WANTED))
                .isEqualTo(new Step.Leave<>());
    }

    @Test
    void dataIsSetRightAndTheRestIsKept() {
        ConfigMap changed = new ConfigMapBuilder(made())
                .editMetadata()
                .addToLabels("mine", "yes")
                .withResourceVersion("7")
                .endMetadata()
                .addToData("more", "text")
                .build();
        Step<ConfigMap> step = NamespaceDefaults.decide(namespace(null), changed, CERTIFICATE);
        assertThat(step).isInstanceOfSatisfying(Step.Update.class, update -> {
            ConfigMap right = (ConfigMap) update.object();
            assertThat(right.getData()).isEqualTo(Map.of("ca.crt", "PEM"));
            assertThat(right.getMetadata().getLabels()).containsEntry("mine", "yes");
            assertThat(right.getMetadata().getResourceVersion()).isEqualTo("7");
        });
    }

    @Test
    void aDescriptionIsGivenWhereThereIsNone() {
        ConfigMap bare = new ConfigMapBuilder(made())
                .editMetadata()
                .withAnnotations(Map.of())
                .endMetadata()
                .build();
        assertThat(NamespaceDefaults.decide(namespace(null), bare, CERTIFICATE)).isInstanceOf(Step.Update.class);
    }

    @Test
    void nothingIsMadeWhereANamespaceIsGoneOrGoes() {
        assertThat(NamespaceDefaults.decide(null, null, CERTIFICATE)).isEqualTo(new Step.Leave<>());
        assertThat(NamespaceDefaults.decide(namespace("2026-01-01T12:00:00Z"), null, CERTIFICATE))
                .isEqualTo(new Step.Leave<>());
    }
}
