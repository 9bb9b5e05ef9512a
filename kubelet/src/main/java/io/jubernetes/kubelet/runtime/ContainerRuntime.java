package io.jubernetes.kubelet.runtime;

import io.jubernetes.apimachinery.api.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs sandboxes and containers. Implementations outlive nothing: what they run does. A runtime that is started again (the
 * agent was killed, or the runtime's daemon) finds what it ran before, with the same ids, states, exit codes and times.
 *
 * <p>Order of calls: {@link #start}, then per pod {@link #runSandbox}, {@link #createContainer}, {@link #startContainer},
 * {@link #stopContainer}, {@link #removeContainer}, {@link #stopSandbox}, {@link #removeSandbox}. Stopping and removing what is
 * stopped, removed or unknown succeeds without effect. A container that ended is not started again: the caller creates another
 * one with the next attempt.
 *
 * <p>All methods may be called from any thread; calls about different pods do not wait for each other longer than they must.
 * A refusal is a {@link RuntimeFailure}; lists are snapshots, in order of creation.
 */
public interface ContainerRuntime extends AutoCloseable {

    /** Which runtime this is; its name is the scheme of container ids in a pod's status. */
    RuntimeVersion version();

    /** Finds what ran before and begins to watch it. Called once. */
    void start() throws InterruptedException;

    /** Whether the runtime and its network work now, and if not, why. */
    RuntimeHealth health();

    /** Tells from which range of addresses pods get theirs, {@code 10.244.1.0/24}. May come again with the same value. */
    void configureNetwork(String podCidr) throws InterruptedException;

    /**
     * Whether pods are on a bridge of this node, so that the node routes between them and whatever is not on it. False when they
     * share the node's network, are only pretended, or are in a network that somebody else's plugin makes.
     */
    boolean nodeRoutesPods();

    /**
     * Makes a sandbox, ready to take containers. When it fails nothing is left behind.
     *
     * @return its id
     */
    String runSandbox(SandboxConfig config) throws InterruptedException;

    /** Kills what still runs in the sandbox and gives its network back. Its record stays until it is removed. */
    void stopSandbox(String sandboxId) throws InterruptedException;

    /** Stops and forgets the sandbox and all of its containers. Log files stay: they are the caller's. */
    void removeSandbox(String sandboxId) throws InterruptedException;

    /** The sandboxes of a pod, or of all pods when {@code podUid} is null. */
    List<Sandbox> sandboxes(@Nullable String podUid);

    /**
     * Prepares a container in a sandbox that is ready.
     *
     * @return its id
     */
    String createContainer(String sandboxId, ContainerConfig config) throws InterruptedException;

    /** Starts a container that was created. Returns when its process was started, which may have ended since. */
    void startContainer(String containerId) throws InterruptedException;

    /**
     * Asks the container's main process to end and kills the whole container when it has not after {@code grace}; with no grace
     * kills at once. Returns when it has ended. A concurrent call with a shorter grace shortens the wait of both.
     */
    void stopContainer(String containerId, Duration grace) throws InterruptedException;

    /** Forgets a container, killing it first if it runs. */
    void removeContainer(String containerId) throws InterruptedException;

    /** The containers of a pod, or of all pods when {@code podUid} is null. */
    List<Container> containers(@Nullable String podUid);

    Optional<Container> container(String containerId);

    /** Sees to it that all that the container has written until now is in its log file. */
    void flushLog(String containerId) throws InterruptedException;

    /** The log file was moved away: goes on in a new one at the container's log path. */
    void reopenLog(String containerId) throws InterruptedException;

    /**
     * Runs a command in a running container, without terminal or input, and waits for its end.
     *
     * @throws RuntimeFailure {@link RuntimeFailure.Kind#DEADLINE} when it took longer than {@code timeout}; it was killed
     */
    ExecResult execSync(String containerId, List<String> command, Duration timeout) throws InterruptedException;

    /**
     * Runs a command in a running container, joined to the caller's streams, until it ends.
     *
     * @return its exit code, 128 + n when signal n ended it
     */
    int exec(String containerId, ExecRequest request, ContainerStreams streams) throws InterruptedException;

    /** Joins the caller's streams to the container's main process until it ends or the caller goes away. */
    void attach(String containerId, ContainerStreams streams) throws InterruptedException;

    /** Connects to a port that something in the sandbox listens on, at its loopback address. */
    Connection portForward(String sandboxId, int port) throws IOException, InterruptedException;

    /** What the container uses now, as far as the platform can tell; empty when it does not run. */
    Optional<ContainerStats> stats(String containerId);

    /**
     * Changes what a running container may use, without a restart. Parts that are 0 or empty stay as they are.
     *
     * @throws RuntimeFailure {@link RuntimeFailure.Kind#WRONG_STATE} when it does not run
     */
    void updateResources(String containerId, Resources resources) throws InterruptedException;

    /** How network probes reach the pods of this runtime. */
    ProbeTransport probes();

    /** The images of this node; runtimes without images accept every name. */
    ImageService images();

    /** The machine that containers have; empty when it is the agent's own. */
    Optional<Machine> machine();

    /** Whether a container can be kept out of the groups that its image's files would put it in. */
    default boolean canLimitGroups() {
        return true;
    }

    /** Whether containers are only pretended: then nobody reads volumes or writes logs, and none are made. */
    boolean isSimulated();

    /**
     * Calls {@code observer} soon after something changed that its caller did not ask for, such as the end of a container. May
     * miss changes and may call without one: callers list again from time to time. The observer must not wait.
     */
    void subscribe(Consumer<RuntimeEvent> observer);

    /** Lets go of everything without stopping what runs. */
    @Override
    void close();
}
