package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.host.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out by trying what this machine offers. */
final class HostProbe {

    private static final String MOUNTS_WORK = """
            mkdir -p "$0/lower" "$0/upper" "$0/work" "$0/root" &&
            mount -t tmpfs tmpfs "$0/root" && umount "$0/root" && {
              mount -t overlay overlay -o "lowerdir=/usr,upperdir=$0/upper,workdir=$0/work" "$0/root" || {
                mount -t tmpfs tmpfs "$0/upper" && mkdir "$0/upper/u" "$0/upper/w" &&
                mount -t overlay overlay -o "lowerdir=/usr,upperdir=$0/upper/u,workdir=$0/upper/w" "$0/root"; }; } &&
            mkdir "$0/root/jubernetes-probe" && mount -t proc proc "$0/root/jubernetes-probe"
            """;

    private final Commands commands;
    private final ProcessConfig config;
    private final List<String> limitations = new ArrayList<>();

    HostProbe(Commands commands, ProcessConfig config) {
        this.commands = commands;
        this.config = config;
    }

    HostFeatures probe() throws InterruptedException {
        Isolation isolation = isolation();
        boolean network = isolation == Isolation.ROOT && works("ip", "netns", "list");
        if (!network) {
            limitations.add("pods share the node's network: one network per pod needs root on Linux and iproute2");
        }
        return new HostFeatures(
                isolation,
                works("setsid", "true"),
                works("env", "--default-signal=INT,QUIT", "true"),
                network,
                limitations);
    }

    private Isolation isolation() throws InterruptedException {
        boolean linux = config.namespaces() && System.getProperty("os.name", "").startsWith("Linux");
        if (linux && isRoot() && !config.unprivileged() && mountsWork(Isolation.ROOT)) {
            return Isolation.ROOT;
        }
        if (linux && mountsWork(Isolation.USER_NAMESPACE)) {
            limitations.add("containers run as the agent's user, root only within their user namespace");
            return Isolation.USER_NAMESPACE;
        }
        limitations.add("volumes are linked into the working directory at a relative mountPath: mounting them elsewhere"
                + " needs Linux with util-linux, and root or unprivileged user namespaces");
        return Isolation.SESSION;
    }

    private boolean isRoot() throws InterruptedException {
        return commands.run(List.of("id", "-u")).output().trim().equals("0");
    }

    private boolean mountsWork(Isolation isolation) throws InterruptedException {
        Path scratch = config.root().resolve("probe-" + isolation.name().toLowerCase(java.util.Locale.ROOT));
        try {
            Files.createDirectories(scratch);
            List<String> line = new ArrayList<>(Namespaces.unshare(isolation));
            line.addAll(List.of("sh", "-c", MOUNTS_WORK, scratch.toString()));
            return commands.run(line).exitCode() == 0;
        } catch (IOException e) {
            return false;
        } finally {
            Trees.delete(scratch);
        }
    }

    private boolean works(String... line) throws InterruptedException {
        return commands.run(List.of(line)).exitCode() == 0;
    }
}
