package io.jubernetes.kubelet.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.Security;
import io.jubernetes.kubelet.runtime.Security.Profile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ContainerSecurityTest {

    private static Pod pod(String ofPod, String ofContainer) {
        return SpecText.pod("{'securityContext':{" + ofPod + "},'containers':[{'name':'c','securityContext':{"
                + ofContainer + "}}]}");
    }

    private static ContainerSecurity security(String ofPod, String ofContainer) {
        Pod pod = pod(ofPod, ofContainer);
        return new ContainerSecurity(pod, pod.getSpec().getContainers().getFirst(), Path.of("/profiles"));
    }

    @Test
    void theContainersOwnWordsCountFirst() {
        assertThat(security("'runAsUser':1,'runAsGroup':2,'supplementalGroups':[3],'fsGroup':4", "'runAsUser':5")
                        .identity())
                .isEqualTo(new Identity(5L, 2L, List.of(3L, 4L)));
    }

    @Test
    void privilegedIsUnconfined() {
        Security security = security("'seccompProfile':{'type':'RuntimeDefault'}", "'privileged':true")
                .security();
        assertThat(security.privileged()).isTrue();
        assertThat(security.seccomp()).isEqualTo(Profile.UNCONFINED);
        assertThat(security.appArmor()).isEqualTo(Profile.UNCONFINED);
    }

    @ParameterizedTest(name = "pod {0} container {1} -> {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | ''                                | UNCONFINED      | ''",
                "'seccompProfile':{'type':'RuntimeDefault'} | ''                              | RUNTIME_DEFAULT | ''",
                "'seccompProfile':{'type':'RuntimeDefault'} | 'seccompProfile':{'type':"
                        + "'Localhost','localhostProfile':'a/b.json'} | LOCALHOST | /profiles/a/b.json",
            },
            quoteCharacter = '^')
    void seccompComesFromTheContainerOrThePod(String ofPod, String ofContainer, String type, String localhost) {
        Profile profile = security(ofPod.equals("''") ? "" : ofPod, ofContainer.equals("''") ? "" : ofContainer)
                .security()
                .seccomp();
        assertThat(profile.type().name()).isEqualTo(type);
        assertThat(profile.localhost()).isEqualTo(localhost.equals("''") ? "" : localhost);
    }

    @Test
    void escalationIsForbiddenOnlyWhenSaid() {
        assertThat(security("", "").security().noNewPrivileges()).isFalse();
        assertThat(security("", "'allowPrivilegeEscalation':false").security().noNewPrivileges())
                .isTrue();
    }

    @ParameterizedTest(name = "{0} image user {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            nullValues = "-",
            value = {
                "'runAsNonRoot':true                 | 0    | container has runAsNonRoo"
                        + "t and image will run as root (pod: \"web_ns(u1)\", container: c)",
                "'runAsNonRoot':true                 | 1000 | -",
                "'runAsNonRoot':true                 | app  | container has runAsNonRoo"
                        + "t and image has non-numeric user (app), cannot verify user is non-root (pod: \"web_ns(u1)\", container: c)",
                "'runAsNonRoot':true,'runAsUser':0   | 1000 | container's runAsUser bre"
                        + "aks non-root policy (pod: \"web_ns(u1)\", container: c)",
                "'runAsNonRoot':true,'runAsUser':7   | app  | -",
                "'runAsNonRoot':false                | 0    | -",
            })
    void nobodyIsRootWhoMustNot(String context, String imageUser, String problem) {
        Pod pod = pod("", context);
        assertThat(NonRoot.problem(pod, pod.getSpec().getContainers().getFirst(), imageUser)
                        .orElse(null))
                .isEqualTo(problem);
    }
}
