package io.jubernetes.testing.simulation.watch;

/** Events come in the order of their revisions. */
final class Ordered implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        long before = 0;
        for (WatchRecord.Told told : watch.told()) {
            require(told.revision() >= before, watch, told.revision());
            before = told.revision();
        }
    }
}
