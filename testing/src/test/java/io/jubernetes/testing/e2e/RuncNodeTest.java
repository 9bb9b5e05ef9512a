package io.jubernetes.testing.e2e;

/** Nodes whose containers are made by runc. */
final class RuncNodeTest extends NodeSuite {

    RuncNodeTest() {
        super(NodeRuntime.RUNC);
    }
}
