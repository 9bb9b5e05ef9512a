package io.jubernetes.apiserver.strategy;

/** EndpointSlices. */
final class EndpointSliceStrategy implements Strategy {

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
