package io.jubernetes.kubelet.pull;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ImageNameTest {

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx                     | nginx:latest           | ''",
                "nginx:1.2                 | nginx:1.2              | ''",
                "localhost:5000/a/b        | localhost:5000/a/b:latest | ''",
                "a/b@sha256:0123456789abcdef0123456789abcdef | a/b@sha256:0123456789abcdef0123456789abcdef | ''",
                "Nginx                     | Nginx:latest           | invalid reference"
                        + " format: repository name (library/Nginx) must be lowercase",
                "a b                       | a b:latest             | invalid reference format",
                "''                        | :latest                | invalid reference format",
                "nginx:                    | nginx:                 | invalid reference format",
                "https://x.example/a       | https://x.example/a:latest | invalid reference format",
                "a@sha256:12               | a@sha256:12            | invalid reference format",
            })
    void namesAreCheckedAndGetATag(String name, String tagged, String problem) {
        assertThat(ImageName.problem(name).orElse("")).isEqualTo(problem);
        if (problem.isEmpty()) {
            assertThat(ImageName.withTag(name)).isEqualTo(tagged);
        }
    }
}
