package io.jubernetes.apiserver.strategy;

/** Nodes: who registers one says its first status too. */
final class NodeStrategy implements Strategy {

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }
}
