package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.Libc;
import io.jubernetes.kubelet.runtime.process.MainProcess;
import io.jubernetes.kubelet.runtime.process.ProcessIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a container that runc or crun made.
 *
 * @param main the container's first process
 * @param stopSignal what asks it to end
 */
record OciProcess(ProcessIdentity supervisor, ProcessIdentity main, int stopSignal, String group, Cgroups cgroups)
        implements MainProcess {

    private static final Logger LOG = LoggerFactory.getLogger(OciProcess.class);

    @Override
    public void terminate() {
        if (main.isAlive()) {
            signal(main.pid(), stopSignal);
        }
    }

    /** Those of its control group: with shared process ids they do not die with the first one. */
    @Override
    public void kill() {
        List<Long> all = cgroups.processes(group);
        all.forEach(pid -> signal(pid, Signals.KILL));
        if (main.isAlive()) {
            signal(main.pid(), Signals.KILL);
        }
    }

    @Override
    public void killRest() {
        kill();
    }

    @Override
    public Optional<Long> hostPid() {
        return main.isAlive() ? Optional.of(main.pid()) : Optional.empty();
    }

    private static void signal(long pid, int number) {
        try {
            Libc.signal(pid, number);
        } catch (IOException e) {
            LOG.warn("A signal could not be sent: pid={} signal={}", pid, number, e);
        }
    }
}
