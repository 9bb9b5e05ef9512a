package io.jubernetes.apiserver.strategy;

/** Endpoints. */
final class EndpointsStrategy implements Strategy {

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
