package io.jubernetes.kubelet.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.runtime.Resources;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ContainerLimitsTest {

    private static final long MEMORY = 4L << 30;

    @ParameterizedTest(name = "requests {0} limits {1} -> shares {2} quota {3} memory {4} score {5}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "                             |                              | 2    | 0      | 0         | 1000",
                "'cpu':'1'                    |                              | 1024 | 0      | 0         | 999",
                "'cpu':'1m'                   |                              | 2    | 0      | 0         | 999",
                "                             | 'cpu':'500m'                 | 512  | 50000  | 0         | 999",
                "'cpu':'100m'                 | 'cpu':'5m'                   | 102  | 1000   | 0         | 999",
                "'memory':'1Gi'               |                              | 2    | 0      | 0         | 750",
                "'memory':'8Gi'               |                              | 2    | 0      | 0         | 3",
                "'cpu':'1','memory':'128Mi'   | 'cpu':'1','memory':'128Mi'   | 1024 | 100000 | 134217728 | -997",
            })
    void limitsFollowUpstreamsFormulas(
            String requests, String limits, long shares, long quota, long memory, int score) {
        Pod pod = SpecText.pod("{'containers':[{'name':'c','resources':{'requests':{" + orEmpty(requests)
                + "},'limits':{" + orEmpty(limits) + "}}}]}");
        Resources resources =
                ContainerLimits.of(pod, pod.getSpec().getContainers().getFirst(), MEMORY);
        assertThat(resources.cpu().shares()).isEqualTo(shares);
        assertThat(resources.cpu().quotaMicros()).isEqualTo(quota);
        assertThat(resources.memoryLimitBytes()).isEqualTo(memory);
        assertThat(resources.oomScoreAdj()).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"2Mi,2MB", "1Gi,1GB", "64Ki,64KB"})
    void pagesAreNamedAsTheKernelDoes(String resource, String kernel) {
        assertThat(ContainerLimits.pageSize(resource)).isEqualTo(kernel);
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
