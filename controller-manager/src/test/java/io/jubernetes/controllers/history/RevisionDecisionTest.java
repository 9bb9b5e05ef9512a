package io.jubernetes.controllers.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.jubernetes.client.json.KubernetesJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RevisionDecisionTest {

    private static PodTemplateSpec template(String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }

    /** As it comes back from a server. */
    private static ControllerRevision revision(String image, long number) {
        return KubernetesJson.copy(new ControllerRevisionBuilder()
                .withNewMetadata()
                .withName("web-" + image)
                .endMetadata()
                .withData(RevisionData.of(template(image)))
                .withRevision(number)
                .build());
    }

    @Test
    void aRevisionKeepsItsTemplate() {
        ControllerRevision revision = revision("v1", 1);
        assertThat(RevisionData.template(revision)).isEqualTo(template("v1"));
        assertThat(KubernetesJson.toTree(revision)
                        .path("data")
                        .path("spec")
                        .path("template")
                        .path("$patch")
                        .asText())
                .as("kubectl puts the template in the place of the present one")
                .isEqualTo("replace");
    }

    @Test
    void theNewestIsTheTemplates() {
        ControllerRevision one = revision("v1", 1);
        ControllerRevision two = revision("v2", 2);
        assertThat(RevisionDecision.decide(template("v1"), List.of())).isEqualTo(new RevisionDecision.Create(1));
        assertThat(RevisionDecision.decide(template("v2"), List.of(one, two)))
                .isEqualTo(new RevisionDecision.Keep(two));
        assertThat(RevisionDecision.decide(template("v1"), List.of(one, two)))
                .isEqualTo(new RevisionDecision.Renew(one, 3));
        assertThat(RevisionDecision.decide(template("v3"), List.of(one, two)))
                .isEqualTo(new RevisionDecision.Create(3));
    }

    @Test
    void theOldestUnusedGo() {
        List<ControllerRevision> known = List.of(revision("v1", 1), revision("v2", 2), revision("v3", 3));
        assertThat(RevisionDecision.surplus(known, Set.of("web-v1"), 1))
                .extracting(revision -> revision.getMetadata().getName())
                .containsExactly("web-v2");
        assertThat(RevisionDecision.surplus(known, Set.of(), 5)).isEmpty();
    }
}
