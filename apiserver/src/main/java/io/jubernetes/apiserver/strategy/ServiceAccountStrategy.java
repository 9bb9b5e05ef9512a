package io.jubernetes.apiserver.strategy;

/** ServiceAccounts. */
final class ServiceAccountStrategy implements Strategy {

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
