package io.jubernetes.kubelet.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class ExpansionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain         | plain",
                "$(A)          | 1",
                "x$(A)y$(B)    | x1y2",
                "$(C)          | $(C)",
                "$$(A)         | $(A)",
                "$$$(A)        | $1",
                "$A            | $A",
                "$(A           | $(A",
                "a$            | a$",
                "$             | $",
            })
    void expands(String text, String expected) {
        assertThat(Expansion.expand(text, Map.of("A", "1", "B", "2"))).isEqualTo(expected);
    }
}
