package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.Security;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which of root's rights a container gets. */
final class Capabilities {

    /** In the order of the kernel's numbers. */
    private static final List<String> ALL = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "LINUX_IMMUTABLE",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_ADMIN",
            "NET_RAW",
            "IPC_LOCK",
            "IPC_OWNER",
            "SYS_MODULE",
            "SYS_RAWIO",
            "SYS_CHROOT",
            "SYS_PTRACE",
            "SYS_PACCT",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_NICE",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "MKNOD",
            "LEASE",
            "AUDIT_WRITE",
            "AUDIT_CONTROL",
            "SETFCAP",
            "MAC_OVERRIDE",
            "MAC_ADMIN",
            "SYSLOG",
            "WAKE_ALARM",
            "BLOCK_SUSPEND",
            "AUDIT_READ",
            "PERFMON",
            "BPF",
            "CHECKPOINT_RESTORE");

    /** What container runtimes give by custom. */
    private static final List<String> DEFAULT = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FSETID",
            "FOWNER",
            "MKNOD",
            "NET_RAW",
            "SETGID",
            "SETUID",
            "SETFCAP",
            "SETPCAP",
            "NET_BIND_SERVICE",
            "SYS_CHROOT",
            "KILL",
            "AUDIT_WRITE");

    private Capabilities() {}

    /** With {@code CAP_} before them, without those that this agent does not have itself: nobody can give what he lacks. */
    static List<String> of(Security security) {
        Set<String> wanted = new LinkedHashSet<>(security.privileged() ? ALL : DEFAULT);
        if (!security.privileged()) {
            List<String> drop = plain(security.capabilities().drop());
            List<String> add = plain(security.capabilities().add());
            if (drop.contains("ALL")) {
                wanted.clear();
            }
            if (add.contains("ALL")) {
                wanted.addAll(ALL);
            }
            drop.forEach(wanted::remove);
            add.stream().filter(ALL::contains).forEach(wanted::add);
        }
        wanted.retainAll(own());
        return wanted.stream().map(c -> "CAP_" + c).toList();
    }

    /** Whether the agent itself may do something. */
    static boolean has(String name) {
        return own().contains(name);
    }

    private static List<String> plain(List<String> names) {
        return names.stream()
                .map(n -> n.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .toList();
    }

    private static List<String> own() {
        String line = StateFiles.readText(Path.of("/proc/self/status"))
                .lines()
                .filter(l -> l.startsWith("CapBnd:"))
                .findFirst()
                .orElse("CapBnd: ffffffffffffffff");
        long bits = Long.parseUnsignedLong(line.substring(7).trim(), 16);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            if ((bits >>> i & 1) == 1) {
                all.add(ALL.get(i));
            }
        }
        return all;
    }
}
