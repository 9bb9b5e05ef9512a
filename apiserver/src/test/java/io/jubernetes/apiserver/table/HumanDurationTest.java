package io.jubernetes.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HumanDurationTest {

    @ParameterizedTest
    @CsvSource({
        "PT-2S, <invalid>",
        "PT-0.5S, 0s",
        "PT0S, 0s",
        "PT119.9S, 119s",
        "PT120S, 2m",
        "PT9M5S, 9m5s",
        "PT10M5S, 10m",
        "PT179M, 179m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT8H1M, 8h",
        "PT47H59M, 47h",
        "P2D, 2d",
        "P7DT23H, 7d23h",
        "P8DT5H, 8d",
        "P729D, 729d",
        "P730D, 2y",
        "P735D, 2y5d",
        "P3000D, 8y"
    })
    void twoUnitsAtMostAndCoarserAsItGrows(Duration duration, String text) {
        assertThat(HumanDuration.of(duration)).isEqualTo(text);
    }
}
