package io.jubernetes.kubelet.runtime.oci;

import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CrunTest extends OciRuntimeContract {

    @Override
    String program() {
        return "crun";
    }
}
