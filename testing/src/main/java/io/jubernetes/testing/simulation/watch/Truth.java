package io.jubernetes.testing.simulation.watch;

import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.testing.simulation.history.Change;
import io.jubernetes.testing.simulation.history.StoreHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What watches should have been told, from the store's history. */
final class Truth {

    private final StoreHistory history;

    /** @param type of the event that is due for the change */
    record Due(String type, Change change) {

        /** The frame, byte for byte. */
        byte[] frame() {
            byte[] object = StoredObject.withRevision(
                    type.equals("DELETED") ? change.previousBytes() : change.bytes(), change.revision());
            byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
            byte[] frame = new byte[head.length + object.length + 2];
            System.arraycopy(head, 0, frame, 0, head.length);
            System.arraycopy(object, 0, frame, head.length, object.length);
            frame[frame.length - 2] = '}';
            frame[frame.length - 1] = '\n';
            return frame;
        }
    }

    Truth(StoreHistory history) {
        this.history = history;
    }

    /** The events due to a selection behind one revision and up to another. */
    SortedMap<Long, List<Due>> between(Selection selection, long after, long last) {
        SortedMap<Long, List<Due>> found = new TreeMap<>();
        history.between(after, last).forEach((revision, changes) -> {
            List<Due> due = new ArrayList<>();
            for (Change change : changes) {
                String type = selection.type(change);
                if (type != null) {
                    due.add(new Due(type, change));
                }
            }
            if (!due.isEmpty()) {
                found.put(revision, due);
            }
        });
        return found;
    }
}
