package io.jubernetes.bench.kvstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table for people, and the lines for scripts. */
public final class Report {

    private record Row(String id, String ours, String peer, String ratio, String unit) {}

    private final List<Row> rows = new ArrayList<>();

    /** @param peer null when there is none */
    public void add(String id, double ours, @Nullable Double peer, String unit) {
        String ratio = peer == null || peer == 0 ? "-" : "%.2f".formatted(ours / peer);
        rows.add(new Row(id, number(ours), peer == null ? "-" : number(peer), ratio, unit));
        System.err.printf(
                "%-36s %12s %12s %7s  %s%n", id, number(ours), peer == null ? "-" : number(peer), ratio, unit);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3f", value);
    }

    public void print() {
        System.out.printf("%-36s %12s %12s %7s  %s%n", "measure", "ours", "peer", "ratio", "unit");
        rows.forEach(row -> System.out.printf(
                "%-36s %12s %12s %7s  %s%n", row.id(), row.ours(), row.peer(), row.ratio(), row.unit()));
        rows.forEach(row -> System.out.printf(
                "measure=%s ours=%s peer=%s ratio=%s unit=%s%n",
                row.id(), row.ours(), row.peer(), row.ratio(), row.unit()));
    }
}
