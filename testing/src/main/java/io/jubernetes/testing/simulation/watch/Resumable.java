package io.jubernetes.testing.simulation.watch;

/** A watch goes on exactly where it was asked to: nothing older comes, and the first event is the first there is. */
final class Resumable implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        if (watch.told().isEmpty()) {
            return;
        }
        long first = watch.told().getFirst().revision();
        require(first > watch.after(), watch, first);
        var due = truth.between(watch.selection(), watch.after(), first);
        require(!due.isEmpty() && due.firstKey() == first, watch, first);
    }
}
