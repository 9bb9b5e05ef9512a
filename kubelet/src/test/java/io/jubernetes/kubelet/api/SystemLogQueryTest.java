package io.jubernetes.kubelet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class SystemLogQueryTest {

    @Test
    void theJournalIsAskedForWhatIsWanted() {
        SystemLogQuery query = SystemLogQuery.of(QueryParameters.parse(
                "query=kubelet&query=crio&sinceTime=2026-01-02T03:04:05Z&tailLines=5&pattern=err.r&boot=-1"));
        assertThat(query.journalLine())
                .containsExactly(
                        "journalctl",
                        "--utc",
                        "--no-pager",
                        "--output=short-precise",
                        "--since=2026-01-02 03:04:05",
                        "--lines=5",
                        "--grep=err.r",
                        "--boot=-1",
                        "--unit=kubelet",
                        "--unit=crio");
        assertThat(query.shows("an error")).isTrue();
        assertThat(query.shows("a warning")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query=-u",
                "query=a%20b",
                "query=a&query=/b",
                "query=a&tailLines=-1",
                "query=a&tailLines=100001",
                "query=a&sinceTime=now",
                "query=a&boot=1",
                "query=a&pattern=(",
            })
    void whatCannotBeMeantIsRefused(String query) {
        assertThatThrownBy(() -> SystemLogQuery.of(QueryParameters.parse(query)))
                .isInstanceOf(ApiException.class);
    }
}
