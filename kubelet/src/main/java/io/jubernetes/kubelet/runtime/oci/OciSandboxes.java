package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.process.PodNetwork;
import io.jubernetes.kubelet.runtime.process.SandboxRecord;
import io.jubernetes.kubelet.runtime.process.SandboxTable;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sandboxes: their records, networks, namespaces and control groups. */
final class OciSandboxes {

    private final SandboxTable records;
    private final PodNetwork network;
    private final SandboxNamespaces namespaces;
    private final Pause pause;
    private final Cgroups cgroups;
    private final String ownGroups;

    /** @param ownGroups where the control groups of pods are whose caller made none */
    OciSandboxes(
            SandboxTable records,
            PodNetwork network,
            SandboxNamespaces namespaces,
            Pause pause,
            Cgroups cgroups,
            String ownGroups) {
        this.records = records;
        this.network = network;
        this.namespaces = namespaces;
        this.pause = pause;
        this.cgroups = cgroups;
        this.ownGroups = ownGroups;
    }

    /** Finds those of earlier; what the machine's last run left of them outside is taken back. */
    void load(String boot) throws InterruptedException {
        records.load();
        for (SandboxRecord record : records.all()) {
            if (!record.boot().equals(boot) && !record.stopped()) {
                stop(record.id());
            }
        }
        List<String> ids = records.all().stream().map(SandboxRecord::id).toList();
        network.removeAllBut(ids);
        namespaces.removeAllBut(ids);
    }

    String run(String id, SandboxConfig config, Instant now, String boot) throws InterruptedException {
        refuse(config.linux().namespaces());
        try {
            String ips = config.hostNetwork() ? "" : network.add(id, config);
            namespaces.make(id, config, config.hostNetwork() ? Optional.empty() : network.namespace(id));
            namespaces.files(id, config).write(config, ips.split(",")[0]);
            SandboxRecord record = new SandboxRecord(id, config, ips, now.getEpochSecond(), now.getNano(), boot, false);
            if (config.linux().namespaces().sharedPid()) {
                pause.start(id, namespaces.files(id, config), group(record));
            }
            records.put(record);
            return id;
        } catch (RuntimeFailure e) {
            pause.stop(id);
            namespaces.remove(id);
            network.remove(id);
            throw e;
        }
    }

    private static void refuse(Namespaces wanted) {
        if (wanted.users() != null) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED, "the oci runtime does not support user namespaces (hostUsers: false)");
        }
    }

    void stop(String id) throws InterruptedException {
        Optional<SandboxRecord> record = records.find(id);
        if (record.isPresent()) {
            pause.stop(id);
            network.remove(id);
            namespaces.remove(id);
            records.put(record.get().asStopped());
        }
    }

    void remove(String id) {
        Optional<SandboxRecord> record = records.find(id);
        if (record.isPresent()) {
            if (record.get().config().linux().cgroupParent().isEmpty()) {
                cgroups.remove(group(record.get()));
            } else {
                cgroups.remove(group(record.get()) + "/pause");
            }
            records.remove(id);
        }
    }

    /** Takes back what all sandboxes share; there are none any more. */
    void close() {
        cgroups.remove(ownGroups);
        try {
            network.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SandboxFiles files(SandboxRecord sandbox) {
        return namespaces.files(sandbox.id(), sandbox.config());
    }

    /** The control group of a sandbox. */
    String group(SandboxRecord sandbox) {
        String given = sandbox.config().linux().cgroupParent();
        return given.isEmpty() ? ownGroups + "/" + sandbox.id() : "/" + given.replaceFirst("^/+", "");
    }

    /**
     * The namespaces of a container, by kind; without a path it gets a new one, and what is not there is the host's.
     *
     * @param target the process whose view of processes it shares
     */
    Map<String, String> namespaces(SandboxRecord sandbox, Optional<Long> target) {
        Namespaces wanted = sandbox.config().linux().namespaces();
        SandboxFiles files = files(sandbox);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("mount", "");
        if (!wanted.hostNetwork()) {
            all.put(
                    "network",
                    network.namespace(sandbox.id()).map(Path::toString).orElse(""));
            all.put("uts", files.hostNames().toString());
        }
        if (!wanted.hostIpc()) {
            all.put("ipc", files.interProcess().toString());
        }
        if (!wanted.hostPid()) {
            Optional<Long> shown = target.isPresent() || !wanted.sharedPid() ? target : pausePid(files);
            all.put("pid", shown.map(pid -> "/proc/" + pid + "/ns/pid").orElse(""));
        }
        return all;
    }

    private static Optional<Long> pausePid(SandboxFiles files) {
        String pid = StateFiles.readText(files.pausePid()).trim();
        return pid.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(pid));
    }

    Optional<SandboxRecord> find(String id) {
        return records.find(id);
    }

    SandboxRecord get(String id) {
        return records.get(id);
    }

    List<SandboxRecord> all() {
        return records.all();
    }
}
