package io.jubernetes.testing.simulation.watch;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** No event comes twice. */
final class Unique implements WatchGuarantee {

    private record Identity(long revision, ByteBuffer frame) {}

    @Override
    public void check(WatchRecord watch, Truth truth) {
        Set<Identity> seen = new HashSet<>();
        for (WatchRecord.Told told : watch.told()) {
            require(seen.add(new Identity(told.revision(), ByteBuffer.wrap(told.frame()))), watch, told.revision());
        }
    }
}
