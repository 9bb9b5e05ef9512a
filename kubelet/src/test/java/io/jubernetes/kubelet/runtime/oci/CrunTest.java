package io.jubernetes.kubelet.runtime.oci;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CrunTest extends OciRuntimeContract {

    @BeforeAll
    static void isHere() throws Exception {
        requires("crun");
    }

    @Override
    String program() {
        return "crun";
    }
}
