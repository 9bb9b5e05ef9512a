package io.jubernetes.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes errors in valid input: in its bytes, and in trees. The same seed makes the same errors. */
final class Mutator {

    private static final String[] PIECES = {
        "\0",
        "\u00ff",
        "\r\n",
        "\n",
        "\"",
        "\\",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "-",
        "---",
        "...",
        "&a",
        "*a",
        "!!int ",
        "null",
        "true",
        "1e999999",
        "-0",
        "99999999999999999999",
        "0x1f",
        "1Ei",
        "$",
        "$patch",
        "..",
        "@.a",
        "?(",
        ")",
        " in (",
        "!",
        "=",
        "==",
        "%00",
        "%",
        "/",
        "//",
        "~1",
        "~2",
        "#",
        "\ud83d\ude00",
        "-----BEGIN ",
        "-----END ",
        "====",
        "f:",
        "k:{",
        "v:",
        "i:-1"
    };
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "1e300",
        "0.5",
        "\"\"",
        "\"a\"",
        "\"0\"",
        "\"-1\"",
        "\"100%\"",
        "\"1e9\"",
        "\"10Mi\"",
        "\" \"",
        "\"/\"",
        "\"..\"",
        "\"a/b\"",
        "\"\\u0000\"",
        "\"A_b\"",
        "\"2020-01-01T00:00:00Z\"",
        "\"::1\"",
        "\"10.0.0.1\"",
        "\"10.0.0.0/8\"",
        "\"* * * * *\"",
        "\"delete\"",
        "\"replace\"",
        "\"TCP\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"\":null}",
        "{\"a\":{}}",
        "[1,\"a\",{}]"
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** @param seeds valid inputs */
    byte[] bytes(List<byte[]> seeds) {
        byte[] made = seeds.get(random.nextInt(seeds.size()));
        for (int i = random.nextInt(5); i >= 0; i--) {
            made = once(made, seeds);
        }
        return made;
    }

    private byte[] once(byte[] from, List<byte[]> seeds) {
        int at = random.nextInt(from.length + 1);
        int end = Math.min(from.length, at + length());
        return switch (random.nextInt(7)) {
            case 0 -> joined(from, at, at, piece());
            case 1 -> joined(from, at, end, new byte[0]);
            case 2 -> joined(from, at, at, Arrays.copyOfRange(from, at, end));
            case 3 -> Arrays.copyOf(from, at);
            case 4 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                yield joined(
                        from,
                        at,
                        from.length,
                        Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
            }
            case 5 -> joined(from, at, at, repeated());
            default -> flipped(from);
        };
    }

    private int length() {
        return random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(8);
    }

    private byte[] piece() {
        return PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8);
    }

    /** Depth and length are what bounds are for. */
    private byte[] repeated() {
        int times = random.nextInt(20) == 0 ? 20_000 : random.nextInt(50);
        return PIECES[random.nextInt(PIECES.length)].repeat(times).getBytes(UTF_8);
    }

    private byte[] flipped(byte[] from) {
        byte[] made = from.clone();
        for (int i = random.nextInt(3); i >= 0 && made.length > 0; i--) {
            int at = random.nextInt(made.length);
            made[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (made[at] ^ 1 << random.nextInt(8));
        }
        return made;
    }

    private static byte[] joined(byte[] from, int at, int end, byte[] between) {
        byte[] made = Arrays.copyOf(from, at + between.length + from.length - end);
        System.arraycopy(between, 0, made, at, between.length);
        System.arraycopy(from, end, made, at + between.length, from.length - end);
        return made;
    }

    /** A tree of JSON with errors that are still JSON, mostly. */
    byte[] json(List<byte[]> seeds) {
        if (random.nextInt(4) == 0) {
            return bytes(seeds);
        }
        JsonNode tree = Json.decodeTrusted(seeds.get(random.nextInt(seeds.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            change(tree, seeds);
        }
        return tree.toString().getBytes(UTF_8);
    }

    private void change(JsonNode tree, List<byte[]> seeds) {
        List<JsonNode> containers = new ArrayList<>();
        containers(tree, containers);
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(8) == 0 ? text() : names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(text(), object.path(name).deepCopy());
                case 2 -> object.set(name, part(seeds));
                default -> object.set(name, value(object.path(name)));
            }
        } else if (chosen instanceof ArrayNode list) {
            int at = random.nextInt(list.size() + 1);
            switch (random.nextInt(4)) {
                case 0 -> list.insert(at, value(list.path(at)));
                case 1 ->
                    list.insert(at, list.path(random.nextInt(list.size() + 1)).deepCopy());
                case 2 -> list.remove(at);
                default -> list.insert(at, part(seeds));
            }
        }
    }

    private static void containers(JsonNode tree, List<JsonNode> found) {
        if (tree.isContainerNode()) {
            found.add(tree);
            tree.forEach(child -> containers(child, found));
        }
    }

    private JsonNode value(JsonNode before) {
        if (before.isTextual() && random.nextBoolean()) {
            byte[] changed = bytes(List.of(before.asText().getBytes(UTF_8)));
            return Json.object().textNode(new String(changed, random.nextBoolean() ? UTF_8 : ISO_8859_1));
        }
        return Json.decodeTrusted(SCALARS[random.nextInt(SCALARS.length)].getBytes(UTF_8));
    }

    private JsonNode part(List<byte[]> seeds) {
        List<JsonNode> containers = new ArrayList<>();
        containers(Json.decodeTrusted(seeds.get(random.nextInt(seeds.size()))), containers);
        return containers.get(random.nextInt(containers.size()));
    }

    private String text() {
        return PIECES[random.nextInt(PIECES.length)];
    }
}
