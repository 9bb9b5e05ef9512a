package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;

/** What images have to be built for. */
record Platform(String os, String architecture, String variant) {

    static Platform ofThisMachine() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> new Platform("linux", "amd64", "");
            case "aarch64", "arm64" -> new Platform("linux", "arm64", "v8");
            case "arm" -> new Platform("linux", "arm", "v7");
            default -> new Platform("linux", name, "");
        };
    }

    /** An index of a single image often says no platform. */
    boolean fits(JsonNode platform) {
        return platform.isMissingNode()
                || (platform.path("os").asText().equals(os)
                        && platform.path("architecture").asText().equals(architecture));
    }

    boolean isExact(JsonNode platform) {
        return fits(platform) && platform.path("variant").asText("").equals(variant);
    }
}
