package io.jubernetes.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a toleration covers a taint: an absent effect covers every effect, an absent key with Exists every key. */
final class Tolerations {

    static final String NO_SCHEDULE = "NoSchedule";
    static final String PREFER_NO_SCHEDULE = "PreferNoSchedule";
    static final String NO_EXECUTE = "NoExecute";

    private Tolerations() {}

    static boolean tolerate(List<Toleration> tolerations, Taint taint) {
        return tolerations.stream().anyMatch(toleration -> covers(toleration, taint));
    }

    static boolean covers(Toleration toleration, Taint taint) {
        return coversEffect(text(toleration.getEffect()), taint)
                && coversKey(text(toleration.getKey()), taint)
                && coversValue(toleration, taint);
    }

    private static boolean coversEffect(String effect, Taint taint) {
        return effect.isEmpty() || effect.equals(taint.getEffect());
    }

    private static boolean coversKey(String key, Taint taint) {
        return key.isEmpty() || key.equals(taint.getKey());
    }

    private static boolean coversValue(Toleration toleration, Taint taint) {
        return switch (text(toleration.getOperator())) {
            case "Exists" -> true;
            case "", "Equal" -> text(toleration.getValue()).equals(text(taint.getValue()));
            default -> false;
        };
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
