package io.jubernetes.jube.store;

import io.jubernetes.kvstore.rocks.StoreReport;
import io.jubernetes.kvstore.rocks.StoreStats;
import java.util.Locale;

/** What people read of a store. */
public final class StoreText {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private StoreText() {}

    public static String stats(StoreStats stats) {
        return row("format", stats.format())
                + row("revision", stats.revision())
                + row("oldest revision", stats.compacted())
                + row("keys", "about " + stats.keys())
                + row("versions", "about " + stats.versions())
                + row("tables", size(stats.tableBytes()))
                + row("on disk", size(stats.diskBytes()))
                + row("content hash", stats.content());
    }

    public static String report(StoreReport report) {
        return row("revision", report.revision())
                + row("oldest revision", report.compacted())
                + row("keys", report.keys())
                + row("versions", report.versions())
                + row("changes", report.changes())
                + row("content hash", report.content());
    }

    private static String row(String name, Object value) {
        return String.format(Locale.ROOT, "%-17s %s%n", name, value);
    }

    private static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
