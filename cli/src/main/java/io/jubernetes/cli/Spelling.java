package io.jubernetes.cli;

/** Finds what a mistyped word may have meant. */
final class Spelling {

    private static final int TOLERATED = 2;

    private Spelling() {}

    static boolean isNear(String typed, String meant) {
        return meant.startsWith(typed) || distance(typed, meant) <= TOLERATED;
    }

    /** How many letters must be put in, left out or changed to make one of the other. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
