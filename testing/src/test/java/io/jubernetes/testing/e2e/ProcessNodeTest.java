package io.jubernetes.testing.e2e;

/** Nodes whose containers are processes of the machine. */
final class ProcessNodeTest extends NodeSuite {

    ProcessNodeTest() {
        super(NodeRuntime.PROCESS);
    }
}
