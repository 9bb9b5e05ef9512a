package io.jubernetes.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PullTaskTest {

    private final SystemEnvironment environment = new SystemEnvironment();

    @Test
    void whoeverWaitsGetsTheImage() throws Exception {
        assertThat(new PullTask(environment, () -> "image").await()).contains("image");
    }

    @Test
    void aPullThatIsGivenUpEndsAndItsWaiterGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        PullTask task = new PullTask(environment, () -> {
            never.await();
            return "image";
        });
        task.abandon();
        assertThat(task.await()).isEmpty();
    }

    @Test
    void aFailureIsTheWaiters() {
        PullTask task = new PullTask(environment, () -> {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "broken");
        });
        assertThatThrownBy(task::await).isInstanceOf(RuntimeFailure.class);
    }
}
