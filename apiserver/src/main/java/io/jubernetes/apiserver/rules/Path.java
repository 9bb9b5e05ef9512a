package io.jubernetes.apiserver.rules;

import org.jspecify.annotations.Nullable;

/** Where a walk stands; written out only when something is wrong there. */
record Path(@Nullable Path parent, String step) {

    static final Path ROOT = new Path(null, "");

    Path field(String name) {
        return new Path(this, name);
    }

    Path item(int index) {
        return new Path(this, "[" + index + "]");
    }

    Path key(String key) {
        return new Path(this, "[" + key + "]");
    }

    @Override
    public String toString() {
        String before = parent == null ? "" : parent.toString();
        return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
    }
}
