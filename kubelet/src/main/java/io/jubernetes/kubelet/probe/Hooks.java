package io.jubernetes.kubelet.probe;

import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;
import java.util.Optional;

/** Runs what a container's owner wants done after its start or before its end. */
public final class Hooks {

    private static final Duration HTTP_LIMIT = Duration.ofSeconds(30);
    private static final Duration EXEC_LIMIT = Duration.ofMinutes(30);

    private final Environment environment;
    private final Prober prober;

    public Hooks(Environment environment, Prober prober) {
        this.environment = environment;
        this.prober = prober;
    }

    /** Runs a hook to its end; what went wrong, if anything did. */
    public Optional<String> run(LifecycleHandler hook, ProbeTarget target) throws InterruptedException {
        if (hook.getSleep() != null) {
            environment.sleep(Duration.ofSeconds(hook.getSleep().getSeconds()));
            return Optional.empty();
        }
        if (hook.getExec() != null) {
            return problem(prober.exec(hook.getExec().getCommand(), target, EXEC_LIMIT));
        }
        if (hook.getHttpGet() != null) {
            try {
                return problem(prober.http(hook.getHttpGet(), target, HTTP_LIMIT));
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Prober.Answer answer) {
        return answer.good() ? Optional.empty() : Optional.of(answer.output());
    }
}
