package io.jubernetes.apiserver.validation;

import java.util.random.RandomGenerator;

/** The random end of generated names: no vowels, so that it says nothing. */
public final class RandomNames {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 5;
    private static final int MAX_NAME = 63;

    private RandomNames() {}

    public static String suffix(RandomGenerator random) {
        StringBuilder suffix = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }

    /** A name that begins as asked, cut so that it stays a label. */
    public static String generate(String base, RandomGenerator random) {
        String start = base.length() > MAX_NAME - LENGTH ? base.substring(0, MAX_NAME - LENGTH) : base;
        return start + suffix(random);
    }
}
