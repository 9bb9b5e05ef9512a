package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what happens to containers: exits by the one directory where supervisors report them, looked at often for it costs
 * little; lost supervisors and output by looking at each container, the less often the longer nothing came.
 */
public final class ProcessMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessMonitor.class);
    private static final Duration TICK = Duration.ofMillis(25);
    private static final int LIVENESS_TICKS = 120;
    private static final int SLOWEST_LOG_TICKS = 40;

    private final Environment environment;
    private final ContainerTable containers;
    private final Path exits;
    private final String boot;
    private final Consumer<ProcessContainer> ended;
    private final Map<String, LogPace> paces = new HashMap<>();
    private Environment.@org.jspecify.annotations.Nullable Task task;

    /** How many ticks lie between two looks at a container's output, and when the next is due. */
    private record LogPace(int every, long due) {}

    public ProcessMonitor(
            Environment environment,
            ContainerTable containers,
            Path root,
            String boot,
            Consumer<ProcessContainer> ended) {
        this.environment = environment;
        this.containers = containers;
        this.exits = ContainerFiles.exits(root);
        this.boot = boot;
        this.ended = ended;
    }

    public void start() {
        task = environment.start("process-monitor", this::watch);
    }

    @Override
    public void close() {
        if (task != null) {
            task.interrupt();
        }
    }

    private void watch() throws InterruptedException {
        for (long tick = 0; ; tick++) {
            try {
                look(tick);
            } catch (RuntimeException e) {
                LOG.error("Looking at the containers failed", e);
            }
            environment.sleep(TICK);
        }
    }

    private void look(long tick) {
        String[] reported = exits.toFile().list();
        for (String id : reported == null ? new String[0] : reported) {
            containers.find(id).ifPresent(this::refresh);
        }
        for (ProcessContainer container : containers.all()) {
            switch (container.state()) {
                case State.Running _ -> {
                    pumpWhenDue(container, tick);
                    if (tick % LIVENESS_TICKS == 0) {
                        refresh(container);
                    }
                }
                case State.Created _ -> refresh(container);
                case State.Exited _ -> {
                    // nothing happens to it any more
                }
            }
        }
    }

    private void refresh(ProcessContainer container) {
        if (container.refresh(boot)) {
            paces.remove(container.record().id());
            ended.accept(container);
        }
    }

    private void pumpWhenDue(ProcessContainer container, long tick) {
        LogPace pace = paces.getOrDefault(container.record().id(), new LogPace(1, 0));
        if (tick < pace.due()) {
            return;
        }
        try {
            boolean any = container.log().pump(false);
            int every = any ? 1 : Math.min(SLOWEST_LOG_TICKS, pace.every() + 1);
            paces.put(container.record().id(), new LogPace(every, tick + every));
        } catch (IOException e) {
            LOG.warn(
                    "A container's output could not be written to its log: container={}",
                    container.record().id(),
                    e);
            paces.put(container.record().id(), new LogPace(LIVENESS_TICKS, tick + LIVENESS_TICKS));
        }
    }
}
