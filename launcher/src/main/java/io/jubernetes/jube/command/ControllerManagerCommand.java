package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.controllers.context.AccountTokens;
import io.jubernetes.controllers.context.Identities;
import io.jubernetes.jube.cluster.AuthoritySigner;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jube controller-manager}: the controllers as a process of their own. */
@Command(name = "controller-manager", mixinStandardHelpOptions = true, description = "Runs the controllers alone.")
public final class ControllerManagerCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private ElectionOptions election = new ElectionOptions();

    @Mixin
    private NodeLifecycleOptions nodes = new NodeLifecycleOptions();

    @Option(
            names = "--use-service-account-credentials",
            paramLabel = "BOOLEAN",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Each controller calls as a service account of its own (default: ${DEFAULT-VALUE}).")
    private boolean ownAccounts;

    @Option(
            names = "--cluster-signing-cert-file",
            paramLabel = "FILE",
            description =
                    "The certificate of the authority that signs approved certificate requests (default: none are).")
    @Nullable
    private Path authority;

    @Option(names = "--cluster-signing-key-file", paramLabel = "FILE", description = "Its private key.")
    @Nullable
    private Path authorityKey;

    @Option(
            names = "--cluster-cidr",
            paramLabel = "CIDR",
            defaultValue = "10.244.0.0/16",
            description = "The range of pods' addresses, of which nodes that have none get a part; none when empty"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String clusterCidr;

    @Override
    public Integer call() throws Exception {
        return component.run(
                "controller-manager",
                (cluster, environment) -> election.start(
                        "kube-controller-manager", environment, cluster.client(), work(cluster, environment)));
    }

    private @Nullable AuthoritySigner signer(SystemEnvironment environment) throws IOException {
        return authority == null || authorityKey == null
                ? null
                : new AuthoritySigner(CertificateAuthority.load(Credential.read(authority, authorityKey), environment));
    }

    private Elected.Work work(RemoteCluster cluster, SystemEnvironment environment) throws IOException {
        ControllerManagerConfig config = nodes.controllers()
                .withRootCa(cluster.caPem())
                .withSigner(signer(environment))
                .withClusterCidr(clusterCidr);
        Identities identities = ownAccounts
                ? new AccountTokens(environment, cluster.client(), cluster.anonymous())
                : Identities.all(cluster.client());
        return () -> {
            ControllerManager controllers = new ControllerManager(config, environment, cluster.client(), identities);
            controllers.start();
            return controllers;
        };
    }
}
