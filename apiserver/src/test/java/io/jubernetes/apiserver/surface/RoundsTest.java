package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private final LinkedBlockingQueue<Integer> done = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private Rounds rounds(Rounds.Round after) {
        return new Rounds(new SystemEnvironment(), "test", SOON, () -> {
            done.add(count.incrementAndGet());
            return after.run();
        });
    }

    @Test
    void comesAgainAfterWhateverWentWrong() throws InterruptedException {
        try (Rounds rounds = rounds(() -> fail(count.get()))) {
            rounds.start();
            assertThat(done.take()).isEqualTo(1);
            assertThat(done.take()).isEqualTo(2);
            assertThat(done.take()).isEqualTo(3);
            assertThat(done.poll(50, TimeUnit.MILLISECONDS)).isNull();
            rounds.wake();
            assertThat(done.take()).isEqualTo(4);
        }
    }

    private static @Nullable Duration fail(int round) {
        if (round < 3) {
            throw new IllegalStateException("round " + round);
        }
        return null;
    }

    @Test
    void comesByTheClockWhenAsked() throws InterruptedException {
        try (Rounds rounds = rounds(() -> count.get() < 3 ? SOON : null)) {
            rounds.start();
            assertThat(done.take()).isEqualTo(1);
            assertThat(done.take()).isEqualTo(2);
            assertThat(done.take()).isEqualTo(3);
        }
    }

    @Test
    void isCalledInVainAfterItsEnd() throws InterruptedException {
        Rounds rounds = rounds(() -> null);
        rounds.start();
        assertThat(done.take()).isEqualTo(1);
        rounds.close();
        rounds.wake();
        assertThat(done.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }
}
