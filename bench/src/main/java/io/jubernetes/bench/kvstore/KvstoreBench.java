package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.nio.file.Path;
import java.util.List;

/**
 * The program behind {@code dev/bench kvstore}: {@code DIRECTORY ETCD|- [--quick] [put|put-64-writers|range|watch|disk|open|memory|soak
 * ...] [--minutes N]}.
 */
public final class KvstoreBench {

    private static final int SOAK_MINUTES = 30;

    private KvstoreBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(2, arguments.length);
        Effort effort = rest.contains("--quick") ? Effort.QUICK : Effort.FULL;
        List<String> parts =
                rest.stream().filter(word -> word.matches("[a-z].*")).toList();
        String etcd = arguments[1].equals("-") ? null : arguments[1];
        Place place = new Place(Path.of(arguments[0]), etcd, new SystemEnvironment());
        Report report = new Report();
        List<String> puts =
                parts.stream().filter(word -> word.startsWith("put")).toList();
        if (parts.isEmpty() || !puts.isEmpty()) {
            new PutBench(place, effort, report, puts).run();
        }
        if (parts.isEmpty() || parts.contains("range")) {
            new RangeBench(place, effort, report).run();
        }
        if (parts.isEmpty() || parts.contains("watch")) {
            new WatchBench(place, effort, report).run();
        }
        if (parts.isEmpty() || parts.contains("disk")) {
            new DiskBench(place, effort, report).run();
        }
        if (parts.isEmpty() || parts.contains("open")) {
            new OpenBench(place, effort, report).run();
        }
        if (parts.contains("memory")) {
            new MemoryBench(place, report).run();
        }
        if (parts.contains("soak")) {
            new SoakBench(place, minutes(rest), report).run();
        }
        report.print();
        System.exit(0);
    }

    private static int minutes(List<String> arguments) {
        int at = arguments.indexOf("--minutes");
        return at < 0 ? SOAK_MINUTES : Integer.parseInt(arguments.get(at + 1));
    }
}
