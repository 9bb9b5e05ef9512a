package io.jubernetes.testing.e2e;

import io.jubernetes.testing.e2e.JubeProcess.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster of five processes on this machine. */
final class Components implements AutoCloseable {

    private static final String SERVICES = "10.121.0.0/16";
    private static final String PODS = "10.122.0.0/24";
    private static final String NODE = "apart";

    private final Path directory = TestCluster.temporaryDirectory();
    private final Map<String, JubeProcess> processes = new LinkedHashMap<>();

    private Components() {}

    static Components start() {
        Components components = new Components();
        try {
            components.run("apiserver", "0");
            for (String name : List.of("controller-manager", "scheduler", "kubelet", "proxy")) {
                components.run(name, "");
            }
        } catch (RuntimeException | AssertionError e) {
            components.close();
            throw e;
        }
        return components;
    }

    Path kubeconfig(String who) {
        return directory.resolve("data").resolve(who + ".conf");
    }

    void kill(String name) throws InterruptedException {
        process(name).kill();
    }

    /** Starts a component again; the API server on its old port, because the others know it by that. */
    void restart(String name) {
        String url = process("apiserver").readyText();
        process(name).startAgain(line(name, url.substring(url.lastIndexOf(':') + 1)));
    }

    @Override
    public void close() {
        new ArrayList<>(processes.values()).reversed().forEach(JubeProcess::close);
        Launch.USUAL
                .command("down", "--data-dir", directory.resolve("data").toString())
                .run()
                .succeeded();
        TestCluster.delete(directory);
    }

    private JubeProcess process(String name) {
        JubeProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name);
        }
        return process;
    }

    private void run(String name, String port) {
        processes.put(name, JubeProcess.start(Launch.USUAL, directory, name, line(name, port)));
    }

    private List<String> line(String name, String port) {
        List<String> line = new ArrayList<>(List.of(name));
        if (name.equals("apiserver")) {
            line.addAll(List.of("--data-dir", directory.resolve("data").toString(), "--secure-port", port));
            line.addAll(List.of("--service-cluster-ip-range", SERVICES, "--node-name", NODE));
        } else {
            line.addAll(List.of("--kubeconfig", kubeconfig(name).toString()));
        }
        if (name.equals("kubelet")) {
            Path node = directory.resolve("data/nodes").resolve(NODE);
            line.addAll(List.of("--root-dir", node.toString(), "--pod-cidr", PODS, "--hostname-override", NODE));
            line.addAll(List.of("--runtime", "process"));
        }
        if (name.equals("proxy")) {
            line.addAll(List.of("--service-cluster-ip-range", SERVICES, "--hostname-override", NODE));
        }
        return line;
    }
}
