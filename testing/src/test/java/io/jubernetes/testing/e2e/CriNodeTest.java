package io.jubernetes.testing.e2e;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Nodes whose containers are containerd's. */
final class CriNodeTest extends NodeSuite {

    CriNodeTest() {
        super(NodeRuntime.CRI);
    }

    @Test
    void podsOutliveTheDaemon() throws Exception {
        ContainerDaemon daemon = Objects.requireNonNull(node().daemon());
        Crowd crowd = Crowd.start(node(), MEMBERS);
        Map<String, Crowd.Member> before = crowd.members();
        daemon.kill();
        String victim = crowd.loseOne(before);
        daemon.startAgain();
        crowd.isUnharmedBut(victim, before);
        crowd.disperse();
    }
}
