package io.jubernetes.bench.kvstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import java.util.stream.IntStream;

/** JSON values that compress about as well as real objects do: structure that repeats, identifiers and numbers that do not. */
final class Values {

    private static final int VARIETY = 256;

    /** Made once: the load must cost little beside what is measured. */
    private static final String[] KEYS =
            IntStream.range(0, 20_000).mapToObj(Values::make).toArray(String[]::new);

    private final byte[][] values = new byte[VARIETY][];

    Values(int size) {
        Random random = new Random(size);
        for (int i = 0; i < VARIETY; i++) {
            values[i] = make(size, random);
        }
    }

    private static byte[] make(int size, Random random) {
        StringBuilder json = new StringBuilder("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web-")
                .append(Integer.toHexString(random.nextInt()))
                .append("\",\"namespace\":\"default\"},\"spec\":{\"containers\":[");
        while (json.length() < size) {
            json.append("{\"name\":\"container\",\"image\":\"registry.local/web@sha256:")
                    .append(Long.toHexString(random.nextLong()))
                    .append(Long.toHexString(random.nextLong()))
                    .append("\",\"resources\":{\"requests\":{\"cpu\":\"")
                    .append(random.nextInt(4000))
                    .append("m\",\"memory\":\"")
                    .append(random.nextInt(4096))
                    .append("Mi\"}},\"terminationMessagePath\":\"/dev/termination-log\"},");
        }
        return json.substring(0, size).getBytes(UTF_8);
    }

    byte[] get(int number) {
        return values[Math.floorMod(number, VARIETY)];
    }

    static String key(int number) {
        return number < KEYS.length ? KEYS[number] : make(number);
    }

    private static String make(int number) {
        return "/registry/pods/namespace-%02d/web-%08d".formatted(number % 50, number);
    }
}
