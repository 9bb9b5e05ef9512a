package io.jubernetes.apiserver.schemarule;

import org.jspecify.annotations.Nullable;

/**
 * Whether what is wrong was so before, and may stay until somebody changes it.
 *
 * @param current null when it cannot be told what the value was
 * @param nearest the nearest around it of which that can be told
 */
record Ratchet(@Nullable Correlated current, @Nullable Correlated nearest) {

    /** All is new. */
    static final Ratchet NONE = new Ratchet(null, null);

    boolean tolerates() {
        if (current != null) {
            return current.isUnchanged();
        }
        return nearest != null && nearest.isUnchanged();
    }

    Ratchet field(String name) {
        if (current == null) {
            return this;
        }
        if (nearest == null && (name.equals("apiVersion") || name.equals("kind"))) {
            return NONE;
        }
        return new Ratchet(current.field(name), current);
    }

    Ratchet item(int index) {
        return current == null ? this : new Ratchet(current.item(index), current);
    }
}
