package io.jubernetes.bench.api;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.bench.kvstore.Report;
import java.nio.file.Path;

/** The program behind {@code dev/bench api}: {@code KUBECONFIG SERVER-PROCESS quick|full PART}. */
public final class ApiBench {

    private ApiBench() {}

    public static void main(String[] arguments) throws Exception {
        Setting setting = new Setting(
                new SystemEnvironment(),
                new Client(Path.of(arguments[0])),
                new ServerProcess(arguments[1]),
                arguments[2].equals("quick") ? Effort.QUICK : Effort.FULL,
                new Report());
        switch (arguments[3]) {
            case "create" -> new ObjectBench(setting).create();
            case "get" -> new ObjectBench(setting).get();
            case "update" -> new ObjectBench(setting).update();
            case "patch" -> new ObjectBench(setting).patch();
            case "list" -> new ListBench(setting).run();
            case "watch" -> new FanOutBench(setting).run();
            case "memory" -> new MemoryBench(setting).run();
            default -> throw new IllegalArgumentException("no such part");
        }
        setting.report().print();
        System.exit(0);
    }
}
