package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each component as a process of its own: together a cluster, and none is missed for long when it dies. */
@Timeout(300)
class ComponentsTest {

    @Test
    void componentsAreProcessesThatMayDieInTurn() throws Exception {
        Tools.requireBuilt();
        Tools.requirePodNetworks();
        Tools.requirePrograms("python3");
        Path binary = Tools.anyKubectl();
        try (Components components = Components.start()) {
            WebSite site = WebSite.apply(new Kubectl(binary, components.kubeconfig("admin")));
            site.everyPodAnswers();
            withoutControllers(components, site);
            withoutScheduler(components, site);
            withoutProxy(components, site);
            withoutKubelet(components, site);
            withoutApiServer(components, site);
            site.kubectl().ask("delete", "-f", WebSite.EXAMPLE.toString(), "--timeout=90s");
        }
    }

    private static void withoutControllers(Components components, WebSite site) throws InterruptedException {
        components.kill("controller-manager");
        site.scale(4);
        site.answers("version 1");
        assertThat(site.pods()).hasSize(3);
        components.restart("controller-manager");
        site.settled(4);
        site.everyPodAnswers();
    }

    private static void withoutScheduler(Components components, WebSite site) throws InterruptedException {
        components.kill("scheduler");
        site.scale(5);
        await("a pod waits for a node")
                .atMost(WebSite.SOON)
                .until(() -> site.words("{.items[*].status.phase}").contains("Pending"));
        components.restart("scheduler");
        site.settled(5);
    }

    private static void withoutProxy(Components components, WebSite site) throws InterruptedException {
        components.kill("proxy");
        site.answers("version 1");
        site.scale(6);
        site.settled(6);
        components.restart("proxy");
        site.everyPodAnswers();
    }

    private static void withoutKubelet(Components components, WebSite site) throws InterruptedException {
        Map<String, Long> processes = site.processes();
        assertThat(processes).hasSize(6);
        components.kill("kubelet");
        site.everyPodAnswers();
        components.restart("kubelet");
        site.settled(6);
        assertThat(site.processes()).as("processes of the pods").isEqualTo(processes);
        site.scale(3);
        site.settled(3);
        assertThat(site.kubectl().ask("logs", site.pods().first())).contains("listening");
    }

    private static void withoutApiServer(Components components, WebSite site) throws InterruptedException {
        Map<String, Long> processes = site.processes();
        String url = site.url();
        components.kill("apiserver");
        assertThat(Web.get(url)).contains("version 1");
        components.restart("apiserver");
        site.settled(3);
        assertThat(site.processes()).as("processes of the pods").isEqualTo(processes);
        site.kubectl().ask("set", "env", "deployment/web", "VERSION=2");
        site.rolledOut();
        site.settled(3);
        site.everyPodAnswers();
        site.answers("version 2");
    }
}
