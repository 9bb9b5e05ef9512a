package io.jubernetes.kubelet.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.Security;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RuncTest extends OciRuntimeContract {

    @BeforeAll
    static void isHere() throws Exception {
        requires("runc");
    }

    @Override
    String program() {
        return "runc";
    }

    @Test
    void whoTakesTooMuchMemoryIsKilledAndSaidSo() throws Exception {
        context.linux = new ContainerConfig.Linux(
                new Resources(Resources.Cpu.UNLIMITED, 32 << 20, 0, 0, Map.of()), Security.DEFAULT, List.of(), "");
        String id = context.runShaped("sh", "-c", "x=$(yes 0123456789 | head -c 100000000); echo ${#x}");
        assertThat(context.awaitExit(id).reason()).isEqualTo("OOMKilled");
        assertThat(context.awaitExit(id).exitCode()).isEqualTo(137);
    }
}
