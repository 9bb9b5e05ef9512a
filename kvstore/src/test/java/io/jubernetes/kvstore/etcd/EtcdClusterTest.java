package io.jubernetes.kvstore.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jubernetes.kvstore.validate.WatchRecord;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An etcd of three members, of which one after the other dies under load: two go on, nothing acknowledged is lost. */
@Timeout(180)
final class EtcdClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aMemberMayDieUnderLoad(@TempDir Path directory) {
        List<EtcdProcess> members = Stream.of("one", "two", "three")
                .map(name -> new EtcdProcess(directory, name))
                .toList();
        EtcdProcess.join(members);
        members.forEach(EtcdProcess::start);
        URI[] endpoints = members.stream().map(EtcdProcess::endpoint).toArray(URI[]::new);
        EtcdStoreConfig config = EtcdStoreConfig.of(List.of(endpoints)).withTimeout(Duration.ofSeconds(30));
        try (EtcdStore one = EtcdFixture.open(config);
                EtcdStore two = EtcdFixture.open(config)) {
            List<WatchRecord> watches = new ArrayList<>();
            for (EtcdStore store : List.of(one, two, one, two)) {
                WatchRecord record = new WatchRecord(watches.size() < 2 ? "" : "/k1/", store.revision());
                store.watch(record.prefix(), record.after(), record);
                watches.add(record);
            }
            Writers writers = new Writers(6, one, two);
            try (writers) {
                for (EtcdProcess member : members) {
                    awaitMore(writers, 100);
                    member.kill();
                    awaitMore(writers, 100);
                    member.start();
                }
                awaitMore(writers, 100);
            }
            assertThat(one.revision()).isEqualTo(two.revision());
            writers.check(one, watches);
            writers.check(two, watches);
        } finally {
            members.forEach(EtcdProcess::close);
        }
    }

    private static void awaitMore(Writers writers, int more) {
        int before = writers.acknowledged();
        await().atMost(PATIENCE).until(() -> writers.acknowledged() >= before + more);
    }
}
