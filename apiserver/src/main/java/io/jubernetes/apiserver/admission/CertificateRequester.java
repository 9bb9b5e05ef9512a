package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.validation.Trees;

/** Writes into a request for a certificate who made it, whatever the request says. */
final class CertificateRequester implements AdmissionPlugin {

    @Override
    public String name() {
        return "CertificateRequester";
    }

    @Override
    public void admit(Attributes write) {
        if (write.creates("certificates.k8s.io", "certificatesigningrequests")) {
            sign(Trees.object(write.object(), "spec"), write.user());
        }
    }

    private static void sign(ObjectNode spec, UserInfo user) {
        spec.put("username", user.name());
        spec.remove("extra");
        if (user.uid().isEmpty()) {
            spec.remove("uid");
        } else {
            spec.put("uid", user.uid());
        }
        ArrayNode groups = spec.putArray("groups");
        user.groups().forEach(groups::add);
    }
}
