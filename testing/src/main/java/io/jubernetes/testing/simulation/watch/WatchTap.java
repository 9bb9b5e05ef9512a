package io.jubernetes.testing.simulation.watch;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.testing.simulation.history.StoreHistory;
import io.jubernetes.testing.simulation.watch.WatchRecord.Bookmark;
import io.jubernetes.testing.simulation.watch.WatchRecord.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records all watches of a run, and checks what each was told. */
public final class WatchTap {

    private static final String TYPE = "{\"type\":\"";
    private static final String REVISION = "\"resourceVersion\":\"";

    private final List<WatchRecord> records = new ArrayList<>();

    /** Begins a record of a watch that resumes from a revision; others have no beginning to hold them to. */
    public WatchRecord begin(ApiRequest request) {
        String from = request.query().first("resourceVersion");
        Selection selection =
                Selection.of(prefix(request.path()), request.query().first("fieldSelector"));
        WatchRecord record = new WatchRecord(selection, from == null || from.isEmpty() ? 0 : Long.parseLong(from));
        if (record.after() > 0) {
            records.add(record);
        }
        return record;
    }

    /** Notes a frame that reached its receiver. */
    public static void told(WatchRecord record, byte[] frame) {
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        String type = between(text, TYPE);
        switch (type) {
            case "BOOKMARK" -> record.add(new Bookmark(Long.parseLong(between(text, REVISION))));
            case "ADDED", "MODIFIED", "DELETED" ->
                record.add(new Told(type, Long.parseLong(between(text, REVISION)), frame));
            default -> {
                // the end of the watch, with a reason
            }
        }
    }

    /** Throws when a watch broke a guarantee. */
    public void check(StoreHistory history) {
        Truth truth = new Truth(history);
        for (WatchRecord record : records) {
            WatchGuarantee.ALL.forEach(guarantee -> guarantee.check(record, truth));
        }
    }

    /** How many events were told in all. */
    public long told() {
        return records.stream().mapToLong(record -> record.told().size()).sum();
    }

    /** {@code /api/v1/namespaces/default/pods} lie under {@code /registry/pods/default/}. */
    private static String prefix(String path) {
        String[] steps = path.split("/", -1);
        String group = steps[1].equals("api") ? "" : steps[2];
        int at = steps[1].equals("api") ? 3 : 4;
        boolean namespaced = steps.length == at + 3;
        ResourceKeys keys = ResourceKeys.of(group, steps[namespaced ? at + 2 : at]);
        return namespaced ? keys.key(steps[at + 1] + "/") : keys.prefix();
    }

    private static String between(String text, String head) {
        int start = text.indexOf(head) + head.length();
        return text.substring(start, text.indexOf('"', start));
    }
}
