package io.jubernetes.controllers.bootstrap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data of the ConfigMap {@code kube-public/cluster-info}: a kubeconfig for strangers, and beside it one signature by each
 * token, so that who knows a token can tell that the kubeconfig is the cluster's.
 */
final class Signatures {

    private static final String CONTENT = "kubeconfig";
    private static final String PREFIX = "jws-kubeconfig-";

    private Signatures() {}

    /** The data with the signatures of these tokens and no others. */
    static Map<String, String> of(Map<String, String> data, List<BootstrapToken> tokens, Instant now) {
        Map<String, String> signed = new TreeMap<>(data);
        signed.keySet().removeIf(key -> key.startsWith(PREFIX));
        String content = data.get(CONTENT);
        if (content != null) {
            tokens.stream()
                    .filter(token -> token.signs() && !token.isOverAt(now))
                    .forEach(token -> signed.put(PREFIX + token.id(), sign(content, token)));
        }
        return signed;
    }

    /** A JSON web signature whose content stands elsewhere: header, nothing, signature. */
    private static String sign(String content, BootstrapToken token) {
        String header = encode(("{\"alg\":\"HS256\",\"kid\":\"" + token.id() + "\"}").getBytes(StandardCharsets.UTF_8));
        String payload = encode(content.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return header + ".." + encode(mac.doFinal((header + "." + payload).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
