package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.Event;
import java.util.HashSet;
import java.util.Set;

/** No event comes twice. */
final class Unique implements WatchGuarantee {

    private record Identity(String key, long revision) {}

    @Override
    public void check(WatchRecord watch, Truth truth) {
        Set<Identity> seen = new HashSet<>();
        for (WatchRecord.Told told : watch.told()) {
            for (Event event : told.events()) {
                require(seen.add(new Identity(event.key(), event.revision())), watch, event.revision());
            }
        }
    }
}
