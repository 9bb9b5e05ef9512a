package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.Commands;
import java.util.ArrayList;
import java.util.List;

/** What this runtime needs of a machine beside runc or crun. */
final class OciRequirements {

    private static final String WORK =
            "unshare --mount --propagation private sh -c 'd=$(mktemp -d) && mount -t tmpfs t $d &&"
                    + " mkdir $d/l $d/u $d/w $d/r && mount -t overlay o -o lowerdir=$d/l,upperdir=$d/u,workdir=$d/w $d/r;"
                    + " code=$?; umount $d/r $d 2>/dev/null; rmdir $d; exit $code'";

    private OciRequirements() {}

    /** Why the runtime cannot work here; empty when it can. */
    static String problem(Commands commands) throws InterruptedException {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return "the oci runtime needs Linux";
        }
        if (!commands.run(List.of("id", "-u")).output().trim().equals("0")) {
            return "the oci runtime needs root";
        }
        for (String program : List.of("ip", "nsenter", "unshare", "setsid")) {
            if (commands.run(List.of(program, program.equals("ip") ? "-V" : "--version"))
                            .exitCode()
                    != 0) {
                return "the oci runtime needs the program " + program;
            }
        }
        return commands.run(List.of("sh", "-c", WORK)).exitCode() == 0 ? "" : "overlayfs does not work on this machine";
    }

    /** What does not work here, and why. */
    static List<String> limitations(OciProgram program, Cgroups cgroups) {
        List<String> all = new ArrayList<>(List.of("user namespaces (hostUsers: false) are not supported"));
        if (!program.keeps() && !cgroups.isUnified()) {
            all.add("containers killed for want of memory end with Error rather than OOMKilled: this " + program.name()
                    + " has no --keep");
        }
        return all;
    }
}
