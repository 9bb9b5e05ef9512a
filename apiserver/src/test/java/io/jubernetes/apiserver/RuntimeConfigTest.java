package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.schema.RetiredVersions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RuntimeConfigTest {

    private static List<String> served(String text) {
        return RuntimeConfig.parse(text).retired().stream()
                .map(version ->
                        version.type().apiVersion() + "/" + version.type().plural())
                .toList();
    }

    @Test
    void servesNothingOldUnlessAsked() {
        assertThat(served("")).isEmpty();
        assertThat(served("apps/v1=true,v1,api/ga=true,api/alpha=true,api/beta=false"))
                .isEmpty();
    }

    @Test
    void servesTheVersionsThatAreNamed() {
        assertThat(served("batch/v1beta1=true, policy/v1beta1"))
                .containsExactly("batch/v1beta1/cronjobs", "policy/v1beta1/poddisruptionbudgets");
        assertThat(served("extensions/v1beta1/ingresses=true")).containsExactly("extensions/v1beta1/ingresses");
    }

    @Test
    void theNarrowestWordCounts() {
        int all = RetiredVersions.kubernetes().all().size();
        for (String many : List.of("api/legacy=true", "api/beta=1", "api/all")) {
            assertThat(served(many)).hasSize(all);
        }
        assertThat(served("extensions/v1beta1/ingresses=false,extensions/v1beta1=false,api/all=true"))
                .hasSize(all - 5);
        assertThat(served("extensions/v1beta1=true,extensions/v1beta1/ingresses=false"))
                .hasSize(4)
                .doesNotContain("extensions/v1beta1/ingresses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extensions/v1beta1=yes | invalid value of extensions/v1beta1: yes",
                "nothing/v1=true        | unknown api groups nothing",
                "apps/v1beta3=true      | group version apps/v1beta3 that has not been registered",
                "apps/v1=false          | apps/v1=false (expected: true; the versions of today are always served)",
                "v1=false               | v1=false (expected: true; the versions of today are always served)",
                "api/all=false          | api/all=false (expected: true; the versions of today are always served)",
            })
    void saysWhatItDoesNotUnderstand(String text, String message) {
        assertThatThrownBy(() -> RuntimeConfig.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
