package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.process.ContainerFiles;
import io.jubernetes.kubelet.runtime.process.ContainerKind;
import io.jubernetes.kubelet.runtime.process.MainProcess;
import io.jubernetes.kubelet.runtime.process.ProcessIdentity;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.nio.file.Files;

/** Containers of this runtime: the program writes down the first process when the command is about to run. */
record OciKind(Cgroups cgroups) implements ContainerKind {

    @Override
    public boolean hasEntered(ContainerFiles files) {
        return !pid(files).isEmpty();
    }

    @Override
    public MainProcess processes(ContainerFiles files, ProcessIdentity supervisor) {
        OciFiles.Facts facts = StateFiles.readJson(new OciFiles(files).facts(), OciFiles.Facts.class)
                .orElse(new OciFiles.Facts("", ""));
        String pid = pid(files);
        ProcessIdentity main = pid.isEmpty() ? supervisor : ProcessIdentity.of(Long.parseLong(pid));
        return new OciProcess(supervisor, main, Signals.number(facts.stopSignal()), facts.group(), cgroups);
    }

    @Override
    public String reason(ContainerFiles files, int exitCode) {
        return exitCode != 0 && Files.exists(new OciFiles(files).oom())
                ? "OOMKilled"
                : ContainerKind.super.reason(files, exitCode);
    }

    private static String pid(ContainerFiles files) {
        return StateFiles.readText(new OciFiles(files).initPid()).trim();
    }
}
