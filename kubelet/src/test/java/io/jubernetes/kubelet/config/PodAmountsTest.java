package io.jubernetes.kubelet.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class PodAmountsTest {

    private static final String A =
            "{'name':'a','resources':{'requests':{'cpu':'100m'}," + "'limits':{'cpu':'200m','memory':'10'}}}";
    private static final String B = "{'name':'b','resources':{'limits':{'cpu':'300m','memory':'20'}}}";
    private static final String FREE = "{'name':'f'}";

    @ParameterizedTest(name = "{0} -> shares {1} quota {2} memory {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'containers':[A,B]}                                   | 409 | 50000 | 30",
                "{'containers':[A,FREE]}                                | 102 | 0     | 0",
                "{'initContainers':[B],'containers':[A]}                | 307 | 30000 | 20",
                "{'initContainers':[SIDE],'containers':[A]}             | 409 | 50000 | 30",
                "{'overhead':{'cpu':'100m','memory':'5'},'containers':[A]} | 204 | 30000 | 15",
                "{'resources':{'limits':{'cpu':'1','memory':'99'},'requests':{'cpu':'1'}},'containers':[FREE]} | 1024 | 100000 | 99",
            })
    void containersOfAPodAreBoundedTogether(String spec, long shares, long quota, long memory) {
        String side = B.replace("'b'", "'s','restartPolicy':'Always'");
        PodAmounts amounts = new PodAmounts(SpecText.pod(spec.replace("SIDE", side)
                .replace("FREE", FREE)
                .replaceAll("(?<=[\\[,])A(?=[],])", A)
                .replaceAll("(?<=[\\[,])B(?=[],])", B)));
        assertThat(amounts.cpu().shares()).isEqualTo(shares);
        assertThat(amounts.cpu().quotaMicros()).isEqualTo(quota);
        assertThat(amounts.memoryLimit()).isEqualTo(memory);
    }
}
