package io.jubernetes.proxy.nftables;

import io.jubernetes.proxy.Dataplane;
import io.jubernetes.proxy.service.ServiceTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services by nftables: packets are rewritten by the kernel, this process only writes the rules. */
public final class NftablesDataplane implements Dataplane {

    private static final Logger LOG = LoggerFactory.getLogger(NftablesDataplane.class);

    private final Ruleset ruleset;
    private final String description;

    /**
     * @param table the name of the table, one per cluster on this machine
     * @param serviceRange the range of virtual addresses, in CIDR form
     */
    public NftablesDataplane(String table, String serviceRange) {
        this.ruleset = new Ruleset(table, serviceRange);
        this.description = "nftables (table ip " + table + ")";
    }

    /** Whether this process may write nftables rules here: the {@code nft} tool is there and the kernel takes it. */
    public static boolean isAvailable() throws InterruptedException {
        try {
            return nft(List.of("nft", "list", "tables"), "").exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void apply(ServiceTable table) throws IOException, InterruptedException {
        allowLoopbackNodePorts();
        Outcome outcome = nft(List.of("nft", "-f", "-"), ruleset.replacing(table));
        if (outcome.exit() != 0) {
            throw new IOException("nft refused the rules: " + outcome.output().strip());
        }
    }

    @Override
    public void close() {
        try {
            nft(List.of("nft", "-f", "-"), ruleset.removing());
        } catch (IOException e) {
            LOG.warn("Rules could not be removed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code curl localhost:NODEPORT} works only when the kernel may route loopback addresses; the rules keep strangers out. */
    private static void allowLoopbackNodePorts() {
        Path setting = Path.of("/proc/sys/net/ipv4/conf/all/route_localnet");
        try {
            if (Files.isWritable(setting) && !Files.readString(setting).strip().equals("1")) {
                Files.writeString(setting, "1");
            }
        } catch (IOException e) {
            LOG.warn("Node ports do not answer on loopback addresses: setting={}", setting, e);
        }
    }

    private record Outcome(int exit, String output) {}

    private static Outcome nft(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
