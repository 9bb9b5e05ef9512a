package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.client.leader.LeaderElectionConfig;
import io.jubernetes.jube.cluster.ClusterPki;
import io.jubernetes.jube.console.CommandFailedException;
import picocli.CommandLine.Option;

/** The flags of components of which one works and others wait. */
final class ElectionOptions {

    @Option(
            names = "--leader-elect",
            paramLabel = "BOOLEAN",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Work only as long as no other process does (default: ${DEFAULT-VALUE}).")
    private boolean elect;

    @Option(
            names = "--leader-elect-lease-duration",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "How long others wait for a leader that is not heard of (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String leaseDuration;

    @Option(
            names = "--leader-elect-renew-deadline",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long a leader works on that cannot renew its lease (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String renewDeadline;

    @Option(
            names = "--leader-elect-retry-period",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "The time between attempts (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String retryPeriod;

    /** Starts the work now, or whenever this process leads. @return what ends it */
    AutoCloseable start(String lease, Environment environment, ApiClient client, Elected.Work work) {
        if (!elect) {
            return work.start();
        }
        String identity = ClusterPki.hostName() + "_" + environment.newUid();
        Elected elected = new Elected(environment, client, config(lease, identity), work);
        elected.start();
        return elected;
    }

    private LeaderElectionConfig config(String lease, String identity) {
        try {
            return new LeaderElectionConfig(
                    "kube-system",
                    lease,
                    identity,
                    PositiveDuration.parse("--leader-elect-lease-duration", leaseDuration),
                    PositiveDuration.parse("--leader-elect-renew-deadline", renewDeadline),
                    PositiveDuration.parse("--leader-elect-retry-period", retryPeriod));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--leader-elect: " + e.getMessage());
        }
    }
}
