package io.jubernetes.kvstore.validate;

/** All events of one revision come together, and they are what the transaction did. */
final class Atomic implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        for (WatchRecord.Told told : watch.told()) {
            var whole = truth.between(watch.prefix(), told.revision() - 1, told.revision());
            require(Truth.same(told.events(), whole.get(told.revision())), watch, told.revision());
        }
    }
}
