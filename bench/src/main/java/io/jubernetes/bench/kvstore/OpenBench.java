package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** From starting a store that was killed under load to its first answer. */
final class OpenBench {

    private static final int VALUE = 2048;

    private final Place place;
    private final Effort effort;
    private final Report report;

    OpenBench(Place place, Effort effort, Report report) {
        this.place = place;
        this.effort = effort;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        int puts = Math.toIntExact(effort.openBytes() / VALUE);
        fillAndDie(puts);
        Environment environment = place.environment();
        long begin = environment.nanoTime();
        try (OurStore ours = place.ours("open")) {
            ours.range("/registry/", 1);
            double mine = (environment.nanoTime() - begin) / 1e6;
            report.add("cold-open", mine, peer(puts), "ms");
        }
        place.forget("open");
    }

    private @Nullable Double peer(int puts) throws IOException, InterruptedException {
        EtcdServer first = place.server("open");
        if (first == null) {
            return null;
        }
        Filling.of(place.environment(), new Etcd(first), new Values(VALUE), puts, puts);
        first.kill();
        long begin = place.environment().nanoTime();
        EtcdServer second = place.server("open");
        double millis = (place.environment().nanoTime() - begin) / 1e6;
        if (second != null) {
            second.close();
        }
        return millis;
    }

    private void fillAndDie(int puts) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        place.directory().toString(),
                        Integer.toString(puts))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The process that fills a store and then is gone, without closing anything. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Environment environment = new SystemEnvironment();
            Place place = new Place(Path.of(arguments[0]), null, environment);
            int puts = Integer.parseInt(arguments[1]);
            Filling.of(environment, place.ours("open"), new Values(VALUE), puts, puts);
            Runtime.getRuntime().halt(137);
        }
    }
}
