package io.jubernetes.testing.e2e;

/** Nodes whose containers are made by crun. */
final class CrunNodeTest extends NodeSuite {

    CrunNodeTest() {
        super(NodeRuntime.CRUN);
    }
}
