package io.jubernetes.controllers.cronjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *       | 2026-01-01T12:00:00Z | 2026-01-01T12:15:00Z",
                "5/20 * * * *       | 2026-01-01T12:06:00Z | 2026-01-01T12:25:00Z",
                "* * * * *          | 2026-01-01T12:00:59Z | 2026-01-01T12:01:00Z",
                "30 6-16/4 * * 1-5  | 2026-01-02T14:30:00Z | 2026-01-05T06:30:00Z",
                "0 0 1 * *          | 2026-01-31T12:00:00Z | 2026-02-01T00:00:00Z",
                "0 0 29 FEB ?       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 12 13 * fri      | 2026-01-01T00:00:00Z | 2026-01-02T12:00:00Z",
                "0 12 */2 * fri     | 2026-01-03T13:00:00Z | 2026-01-05T12:00:00Z",
                "0 12 * * Sun       | 2026-01-01T00:00:00Z | 2026-01-04T12:00:00Z",
                "@hourly            | 2026-01-01T12:00:00Z | 2026-01-01T13:00:00Z",
                "@daily             | 2026-01-01T12:00:00Z | 2026-01-02T00:00:00Z",
                "@weekly            | 2026-01-01T12:00:00Z | 2026-01-04T00:00:00Z",
                "@monthly           | 2026-01-01T12:00:00Z | 2026-02-01T00:00:00Z",
                "@yearly            | 2026-01-01T12:00:00Z | 2027-01-01T00:00:00Z",
                "@every 1h30m       | 2026-01-01T12:00:00Z | 2026-01-01T13:30:00Z",
                "@every 1.5s        | 2026-01-01T12:00:00Z | 2026-01-01T12:00:01Z"
            })
    void theNextTime(String schedule, Instant after, Instant expected) {
        assertThat(Schedule.parse(schedule, ZoneId.of("UTC")).next(after)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 9 * * *   | 2026-01-01T00:00:00Z | 2026-01-01T14:00:00Z",
                // clocks go from 2:00 to 3:00 on 8 March and from 2:00 back to 1:00 on 1 November
                "30 2 * * *  | 2026-03-08T05:00:00Z | 2026-03-09T06:30:00Z",
                "30 1 * * *  | 2026-11-01T04:00:00Z | 2026-11-01T05:30:00Z",
                "30 1 * * *  | 2026-11-01T05:30:00Z | 2026-11-01T06:30:00Z"
            })
    void timeZonesChangeTheirClocks(String schedule, Instant after, Instant expected) {
        assertThat(Schedule.parse(schedule, ZoneId.of("America/New_York")).next(after))
                .isEqualTo(expected);
    }

    @Test
    void aTimeThatNeverComes() {
        assertThat(Schedule.parse("59 23 31 2 *", ZoneId.of("UTC")).next(Instant.EPOCH))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * *",
                "60 * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "1/2/3 * * * *",
                "a * * * *",
                "@often",
                "@every soon",
                "TZ=UTC 0 0 * * *"
            })
    void whatIsNoSchedule(String schedule) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.parse(schedule, ZoneId.of("UTC")));
    }
}
