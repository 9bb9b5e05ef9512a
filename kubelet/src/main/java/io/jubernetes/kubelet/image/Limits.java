package io.jubernetes.kubelet.image;

/**
 * How much a layer or an archive may become, so that a small file does not fill the disk.
 *
 * @param bytes of all files together
 * @param entries files, directories and links
 * @param ratio how many times larger than what was read it may become, beyond {@code free} bytes
 * @param free bytes for which the ratio is not asked
 */
record Limits(long bytes, long entries, long ratio, long free) {
    static final Limits DEFAULT = new Limits(32L << 30, 2_000_000, 200, 256L << 20);
}
