package io.jubernetes.controllers.pods;

import io.fabric8.kubernetes.api.model.IntOrString;

/** Numbers of pods that users give as they are or in percent of a whole. */
public final class Portion {

    private Portion() {}

    public static int roundedUp(IntOrString value, int whole) {
        return value.getIntVal() != null ? value.getIntVal() : (int) Math.ceilDiv(hundredths(value, whole), 100L);
    }

    public static int roundedDown(IntOrString value, int whole) {
        return value.getIntVal() != null ? value.getIntVal() : (int) (hundredths(value, whole) / 100);
    }

    private static long hundredths(IntOrString percentage, int whole) {
        return Long.parseLong(percentage.getStrVal().replace("%", "").trim()) * whole;
    }
}
