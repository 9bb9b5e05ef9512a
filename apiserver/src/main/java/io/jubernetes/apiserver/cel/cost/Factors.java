package io.jubernetes.apiserver.cel.cost;

/** What is assumed of the work that things take. */
final class Factors {

    static final double TEXT = 0.1;
    static final double REGEX = 0.25;
    static final long LIST = 10;
    static final long MAP = 30;
    static final long STRUCT = 40;

    /** Names of formats are tested by regular expressions of this length at most. */
    static final int LONGEST_FORMAT = 128;

    /** What a format is itself at most. */
    static final int FORMAT_SIZE = 64;

    private Factors() {}
}
