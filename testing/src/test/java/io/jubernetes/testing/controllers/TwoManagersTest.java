package io.jubernetes.testing.controllers;

import static io.jubernetes.testing.controllers.ClusterContext.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.client.leader.LeaderElectionConfig;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.controllers.context.AccountTokens;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two controller managers on one API server one works, and the other when that one cannot. */
@Timeout(120)
class TwoManagersTest {

    private final Environment environment = new SystemEnvironment();
    private final MemoryStore store = new MemoryStore();
    private final ApiServer server = new ApiServer(
            ApiServerConfig.defaults().withAccess(ApiServerConfig.Access.DEFAULT.withMode(AuthorizationMode.RBAC)),
            environment,
            store);
    private final ApiClient admin = ApiClient.inProcess(server, new UserInfo("admin", "system:masters"));
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicBoolean firstIsCutOff = new AtomicBoolean();

    @AfterEach
    void close() {
        server.close();
        store.close();
    }

    private Elected candidate(String name, ApiHandler reached) {
        ApiClient own = ApiClient.inProcess(reached, new UserInfo("system:kube-controller-manager"));
        LeaderElectionConfig config = new LeaderElectionConfig(
                "kube-system",
                "kube-controller-manager",
                name,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(200));
        Elected elected = new Elected(environment, own, config, () -> work(own, reached));
        elected.start();
        return elected;
    }

    private AutoCloseable work(ApiClient own, ApiHandler reached) {
        assertThat(working.incrementAndGet()).as("managers at work").isEqualTo(1);
        ApiHandler anonymous =
                request -> reached.handle(request.withCaller(new Caller.Remote(List.of(), "127.0.0.1:1")));
        ControllerManager manager = new ControllerManager(
                ControllerManagerConfig.DEFAULT, environment, own, new AccountTokens(environment, own, anonymous));
        manager.start();
        return () -> {
            manager.close();
            working.decrementAndGet();
        };
    }

    @Test
    void theSecondTakesOverFromOneThatIsCutOffAndFromOneThatLeaves() {
        server.start();
        ApiHandler fragile = request -> {
            if (firstIsCutOff.get()) {
                throw new UncheckedIOException(new IOException("no route to host"));
            }
            return server.handle(request);
        };
        try (Elected first = candidate("first", fragile)) {
            await("the first leads", first::isLeader);
            try (Elected second = candidate("second", server)) {
                aControllerWorks();
                assertThat(holder()).isEqualTo("first");
                firstIsCutOff.set(true);
                await("the second leads", second::isLeader);
                aControllerWorks();
                assertThat(holder()).isEqualTo("second");
                assertThat(first.isLeader()).isFalse();
                firstIsCutOff.set(false);
            }
            await("the first leads again", first::isLeader);
            aControllerWorks();
        }
        assertThat(working).hasValue(0);
        assertThat(holder()).isEmpty();
    }

    private String holder() {
        String holder = admin.resources(Lease.class)
                .get("kube-system", "kube-controller-manager")
                .getSpec()
                .getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private void aControllerWorks() {
        admin.resources(ServiceAccount.class)
                .find("default", "default")
                .ifPresent(account ->
                        admin.resources(ServiceAccount.class).delete("default", "default", DeleteOptions.DEFAULT));
        await(
                "the default service account",
                () -> admin.resources(ServiceAccount.class)
                        .find("default", "default")
                        .isPresent());
    }
}
