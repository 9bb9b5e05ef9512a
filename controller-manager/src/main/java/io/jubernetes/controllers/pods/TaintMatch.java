package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a toleration covers a taint: an absent effect covers every effect, an absent key with Exists every key. */
public final class TaintMatch {

    private TaintMatch() {}

    public static boolean areTolerated(Taint taint, List<Toleration> tolerations) {
        return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    public static boolean tolerates(Toleration toleration, Taint taint) {
        String effect = text(toleration.getEffect());
        String key = text(toleration.getKey());
        boolean covers =
                (effect.isEmpty() || effect.equals(taint.getEffect())) && (key.isEmpty() || key.equals(taint.getKey()));
        boolean anyValue = "Exists".equals(toleration.getOperator());
        return covers && (anyValue || text(toleration.getValue()).equals(text(taint.getValue())));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
