package io.jubernetes.apimachinery.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class DurationFormTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "1500, 1.5µs",
        "2000000, 2ms",
        "1000000000, 1s",
        "90500000000, 1m30.5s",
        "3600000000000, 1h0m0s",
        "-5400000000000, -1h30m0s",
        "-9223372036854775808, -2562047h47m16.854775808s"
    })
    void isWrittenAsGoDoes(long nanos, String text) {
        assertThat(DurationForm.text(nanos)).isEqualTo(text);
    }
}
