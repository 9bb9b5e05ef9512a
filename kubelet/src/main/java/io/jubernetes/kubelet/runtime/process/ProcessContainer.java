package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container of this runtime: its state is what its files and its processes say. */
public final class ProcessContainer {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessContainer.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Environment environment;
    private final ContainerKind kind;
    private final ContainerRecord record;
    private final ContainerFiles files;
    private final ContainerLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = new State.Created();
    private @Nullable MainProcess process;
    private long killAt = Long.MAX_VALUE;
    private boolean removed;

    public ProcessContainer(Environment environment, ContainerKind kind, ContainerRecord record, ContainerFiles files) {
        this.environment = environment;
        this.kind = kind;
        this.record = record;
        this.files = files;
        this.log = new ContainerLog(environment, files, Path.of(record.logFile()));
    }

    public ContainerRecord record() {
        return record;
    }

    public ContainerFiles files() {
        return files;
    }

    public ContainerLog log() {
        return log;
    }

    public Container view() {
        lock.lock();
        try {
            return new Container(
                    record.id(),
                    record.sandboxId(),
                    record.pod(),
                    record.config().name(),
                    record.config().attempt(),
                    record.config().image(),
                    record.config().imageRef(),
                    state,
                    record.createdAt(),
                    record.config().labels(),
                    record.config().annotations(),
                    Path.of(record.logFile()));
        } finally {
            lock.unlock();
        }
    }

    /** What it is, for who asks often and wants no more. */
    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Its processes while it runs. */
    public Optional<MainProcess> running() {
        lock.lock();
        try {
            return state instanceof State.Running ? Optional.ofNullable(process) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    public MainProcess mustRun() {
        return running()
                .orElseThrow(() -> new RuntimeFailure(
                        RuntimeFailure.Kind.WRONG_STATE,
                        "container " + record.config().name() + " is not running"));
    }

    /**
     * Looks at the files and the processes.
     *
     * @param boot the machine's present run: processes of an earlier one are gone
     * @return whether the container has ended since the last look
     */
    public boolean refresh(String boot) {
        lock.lock();
        try {
            if (removed || state instanceof State.Exited) {
                return false;
            }
            if (!(state instanceof State.Running)) {
                findProcess();
            }
            return findExit(boot);
        } finally {
            lock.unlock();
        }
    }

    private void findProcess() {
        Optional<ProcessIdentity> supervisor = ProcessIdentity.parse(StateFiles.readText(files.pid()));
        if (supervisor.isPresent()) {
            if (!kind.hasEntered(files) && supervisor.get().isAlive()) {
                return; // whether the command can be run at all is not known yet
            }
            process = kind.processes(files, supervisor.get());
            state = new State.Running(modified(files.pid()));
            changed.signalAll();
        }
    }

    private boolean findExit(String boot) {
        String code = StateFiles.readText(files.exit());
        if (code.isEmpty()) {
            code = StateFiles.readText(files.reportedExit());
        }
        if (code.endsWith("\n")) {
            end(Integer.parseInt(code.trim()), "");
            return true;
        }
        if (process == null || (record.boot().equals(boot) && process.isAlive())) {
            return false;
        }
        // it may have noted its exit between the two looks
        code = StateFiles.readText(files.reportedExit());
        end(code.endsWith("\n") ? Integer.parseInt(code.trim()) : 137, "");
        return true;
    }

    private void end(int code, String message) {
        takeOverExit(code);
        pumpLast();
        if (process != null) {
            process.killRest();
        }
        String trouble = StateFiles.readText(files.launchErrors()).trim();
        boolean neverRan = (code == 127 || code == 128) && !trouble.isEmpty();
        Instant started = Files.exists(files.pid()) ? modified(files.pid()) : record.createdAt();
        String reason = neverRan ? "ContainerCannotRun" : kind.reason(files, code);
        state = new State.Exited(started, modified(files.exit()), code, reason, neverRan ? lastLine(trouble) : message);
        changed.signalAll();
    }

    private void takeOverExit(int code) {
        try {
            if (Files.exists(files.reportedExit())) {
                Files.move(files.reportedExit(), files.exit(), StandardCopyOption.ATOMIC_MOVE);
            } else if (!Files.exists(files.exit())) {
                StateFiles.writeText(files.exit(), code + "\n");
            }
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "exit file: " + e.getMessage(), e);
        }
    }

    private void pumpLast() {
        try {
            log.pump(true);
            Files.deleteIfExists(files.stdin());
        } catch (IOException e) {
            LOG.warn("The end of a container's output could not be written to its log: container={}", record.id(), e);
        }
    }

    /** Ends it: asks, waits, kills. Returns when it has ended. */
    public void stop(Duration grace, String boot) throws InterruptedException {
        if (running().isEmpty()) {
            return;
        }
        if (grace.isPositive()) {
            running().ifPresent(MainProcess::terminate);
        }
        lock.lock();
        try {
            killAt = Math.min(killAt, environment.nanoTime() + grace.toNanos());
            changed.signalAll();
            while (state instanceof State.Running) {
                waitForEnd(boot);
            }
        } finally {
            lock.unlock();
        }
    }

    private void waitForEnd(String boot) throws InterruptedException {
        long left = killAt - environment.nanoTime();
        if (left <= 0 && process != null) {
            process.kill();
        }
        Duration look = left <= 0 ? Duration.ofMillis(10) : Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos()));
        if (!environment.await(changed, look)) {
            findExit(boot);
        }
    }

    /** Waits until it has ended. */
    public void awaitEnd(Duration limit) throws InterruptedException {
        long end = environment.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (!removed && !(state instanceof State.Exited)) {
                long left = end - environment.nanoTime();
                if (left <= 0) {
                    return;
                }
                environment.await(changed, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
            }
        } finally {
            lock.unlock();
        }
    }

    public void markRemoved() {
        lock.lock();
        try {
            removed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return environment.now();
        }
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
