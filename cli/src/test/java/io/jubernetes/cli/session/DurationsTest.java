package io.jubernetes.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.cli.CommandException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class DurationsTest {

    @ParameterizedTest
    @CsvSource({"0,PT0S", "90,PT1M30S", "1h30m,PT1H30M", "1.5s,PT1.5S", "250ms,PT0.25S", "-1s,PT-1S"})
    void readsGoDurations(String text, Duration expected) {
        assertThat(Durations.parse("--timeout", text)).isEqualTo(expected);
    }

    @Test
    void saysWhichFlagIsWrong() {
        assertThatThrownBy(() -> Durations.parse("--timeout", "soon"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("\"soon\" for \"--timeout\"");
    }
}
