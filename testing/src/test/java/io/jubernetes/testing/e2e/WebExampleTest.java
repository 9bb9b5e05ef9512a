package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's first hour with {@code examples/web.yaml}, step by step, with kubectl that we did not write. */
@Timeout(300)
class WebExampleTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.35", "1.32"})
    void kubectlDrivesAWebSite(String version) throws Exception {
        Tools.requireBuilt();
        Tools.requirePodNetworks();
        Tools.requirePrograms("python3", "script");
        Leftovers leftovers;
        try (TestCluster cluster = TestCluster.start(Tools.kubectl(version))) {
            leftovers = Leftovers.of(cluster);
            WebSite site = WebSite.apply(cluster.kubectl());
            leftovers.record();
            assertThat(leftovers.hasNetwork()).isTrue();
            site.everyPodAnswers();
            whatPeopleLookAt(site);
            logs(site);
            exec(site);
            portForward(site);
            scaling(site, leftovers);
            site.updatedWhileVisited(0);
            undoBringsTheOldVersionBack(site);
            deletedPodIsReplaced(site);
            killedProcessIsRestarted(site);
            deletingLeavesNothing(site);
        }
        leftovers.gone();
    }

    private static void whatPeopleLookAt(WebSite site) {
        Kubectl kubectl = site.kubectl();
        assertThat(kubectl.ask("get", "pods", "-o", "wide"))
                .contains("NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE")
                .contains("1/1", "Running");
        assertThat(kubectl.ask("get", "deployment", "web")).contains("3/3");
        assertThat(kubectl.ask("describe", "pod", "-l", "app=web"))
                .contains("Successfully assigned default/", "Container started", "Liveness:", "Readiness:")
                .contains("Container created", "already present on machine")
                .containsPattern("Ready\\s+True");
        assertThat(kubectl.ask("describe", "deployment", "web")).contains("ScalingReplicaSet", "NewReplicaSet:");
        assertThat(kubectl.ask("describe", "service", "web")).contains("Endpoints:", ":8080");
        assertThat(kubectl.ask("describe", "node")).contains("Non-terminated Pods:", "web-");
        assertThat(kubectl.ask("get", "nodes")).contains("Ready");
    }

    private static void logs(WebSite site) {
        String pod = site.pods().first();
        Kubectl kubectl = site.kubectl();
        assertThat(kubectl.ask("logs", pod)).contains(pod + " listening, version 1, password of 13 characters");
        assertThat(kubectl.ask("logs", pod, "--tail=1").lines()).hasSize(1);
        String ip = kubectl.ask("get", "pod", pod, "-o", "jsonpath={.status.podIP}");
        try (BackgroundCommand follower = new BackgroundCommand(kubectl.line("logs", "-f", "--tail=1", pod))) {
            await("a request shows in logs -f").atMost(WebSite.SOON).until(() -> {
                Web.get("http://" + ip + ":8080/followed");
                return follower.output().contains("GET /followed");
            });
        }
    }

    private static void exec(WebSite site) {
        String pod = site.pods().first();
        Kubectl kubectl = site.kubectl();
        assertThat(kubectl.ask("exec", pod, "--", "sh", "-c", "echo $POD_NAME; cat /etc/web/greeting"))
                .isEqualTo(pod + "\nHello");
        assertThat(kubectl.run("exec", pod, "--", "sh", "-c", "exit 3").exit()).isEqualTo(3);
        assertThat(kubectl.command("exec", "-i", pod, "--", "cat")
                        .input("through")
                        .run()
                        .out())
                .isEqualTo("through");
        String interactive = String.join(" ", kubectl.line("exec", "-it", pod, "--", "sh"));
        Command.Result session = Command.of("script", "-qec", interactive, "/dev/null")
                .input("stty size; echo in-$POD_NAME; exit 7\n")
                .run();
        assertThat(session.exit()).as(session.out()).isEqualTo(7);
        assertThat(session.out()).contains("in-" + pod).containsPattern("\\d+ \\d+\r?\n");
    }

    private static void portForward(WebSite site) {
        try (PortForward forward = new PortForward(site.kubectl(), "service/web", 8080)) {
            assertThat(Web.get(forward.url())).contains("Hello from web-");
            assertThat(Web.get(forward.url())).contains("Hello from web-");
        }
    }

    private static void scaling(WebSite site, Leftovers leftovers) throws Exception {
        site.scale(10);
        site.rolledOut();
        assertThat(site.kubectl().ask("get", "deployment", "web")).contains("10/10");
        site.everyPodAnswers();
        leftovers.record();
        site.scale(3);
        site.settled(3);
    }

    private static void undoBringsTheOldVersionBack(WebSite site) {
        assertThat(site.kubectl().ask("rollout", "history", "deployment/web").lines())
                .anyMatch(line -> line.matches("1\\s.*"))
                .anyMatch(line -> line.matches("2\\s.*"));
        site.kubectl().ask("rollout", "undo", "deployment/web");
        site.rolledOut();
        site.answers("version 1");
        site.settled(3);
    }

    private static void deletedPodIsReplaced(WebSite site) {
        String victim = site.pods().first();
        site.kubectl().ask("delete", "pod", victim);
        site.rolledOut();
        assertThat(site.pods()).doesNotContain(victim).hasSize(3);
    }

    private static void killedProcessIsRestarted(WebSite site) {
        String pod = site.pods().first();
        List<ProcessHandle> processes = PodProcesses.of(pod, "server.py");
        assertThat(processes).as("processes of %s", pod).hasSize(1);
        processes.getFirst().destroyForcibly();
        String path = "jsonpath={.status.containerStatuses[0].restartCount}";
        await("restart of " + pod)
                .atMost(WebSite.SOON)
                .until(() -> site.kubectl().ask("get", "pod", pod, "-o", path).equals("1"));
        site.kubectl().ask("wait", "--for=condition=Ready", "pod/" + pod, "--timeout=60s");
        assertThat(site.kubectl().ask("logs", pod, "--previous")).contains("listening");
        assertThat(site.kubectl().ask("describe", "pod", pod))
                .contains("Last State:", "Terminated", "137")
                .containsPattern("Restart Count:\\s+1");
    }

    private static void deletingLeavesNothing(WebSite site) {
        Kubectl kubectl = site.kubectl();
        kubectl.ask("create", "namespace", "side");
        kubectl.ask("apply", "-n", "side", "-f", WebSite.EXAMPLE.toString());
        kubectl.ask("delete", "-f", WebSite.EXAMPLE.toString(), "--timeout=90s");
        await("pods gone").atMost(WebSite.SOON).until(() -> site.pods().isEmpty());
        assertThat(kubectl.ask("get", "replicasets,services,endpointslices", "-l", "app=web", "-o", "name"))
                .isEmpty();
        assertThat(kubectl.refused("get", "configmap", "web")).contains("(NotFound)");
        kubectl.ask("delete", "namespace", "side", "--timeout=90s");
        assertThat(kubectl.refused("get", "namespace", "side")).contains("(NotFound)");
        assertThat(kubectl.ask("get", "pods", "-A", "-o", "name")).isEmpty();
    }
}
