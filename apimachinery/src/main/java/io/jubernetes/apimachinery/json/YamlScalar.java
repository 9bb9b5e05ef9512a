package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** What a YAML scalar means: quoted is text; plain may be null, a boolean or a number. */
final class YamlScalar {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern HEX = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern BITS = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Resolver RESOLVER = new Resolver();
    private static final int MAX_NUMBER = 400;

    private YamlScalar() {}

    static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    static JsonNode convert(ScalarNode node) {
        String text = node.getValue();
        // A quoted scalar resolves to text; a plain one and one tagged !!int by hand look at their characters.
        boolean quoted =
                node.getScalarStyle() != ScalarStyle.PLAIN && node.getTag().equals(Tag.STR);
        boolean taggedText = node.getTag().equals(Tag.BINARY) || isExplicitText(node);
        if (quoted || taggedText) {
            return NODES.textNode(text);
        }
        if (NULLS.contains(text)) {
            return NODES.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return NODES.booleanNode(TRUE.contains(text));
        }
        JsonNode number = number(node, text);
        return number == null ? NODES.textNode(text) : number;
    }

    /** A plain scalar that resolves otherwise than its tag says was tagged {@code !!str} in the document. */
    private static boolean isExplicitText(ScalarNode node) {
        return node.getTag().equals(Tag.STR)
                && !RESOLVER.resolve(NodeId.scalar, node.getValue(), true).equals(Tag.STR);
    }

    private static @Nullable JsonNode number(ScalarNode node, String text) {
        if (NOT_FINITE.matcher(text).matches()) {
            throw new YAMLException(Yaml.where(node.getStartMark()) + "JSON has no value for " + text);
        }
        if (text.length() > MAX_NUMBER || !startsLikeNumber(text)) {
            return null;
        }
        if (DECIMAL.matcher(text).matches()) {
            return integer(text, "", 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text, text.contains("o") ? "0o" : "0", 8);
        }
        if (HEX.matcher(text).matches()) {
            return integer(text, "0x", 16);
        }
        if (BITS.matcher(text).matches()) {
            return integer(text, "0b", 2);
        }
        return FRACTION.matcher(text).matches() ? fraction(node, text) : null;
    }

    private static boolean startsLikeNumber(String text) {
        char first = text.charAt(0);
        return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
    }

    private static @Nullable JsonNode integer(String text, String prefix, int radix) {
        boolean negative = text.charAt(0) == '-';
        String unsigned = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        String digits = unsigned.substring(prefix.length()).replace("_", "");
        if (digits.isEmpty()) {
            return null;
        }
        BigInteger value = new BigInteger(digits, radix);
        BigInteger signed = negative ? value.negate() : value;
        return signed.bitLength() < Long.SIZE ? Json.integer(signed.longValue()) : NODES.numberNode(signed);
    }

    private static JsonNode fraction(ScalarNode node, String text) {
        double value = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(value)) {
            throw new YAMLException(Yaml.where(node.getStartMark()) + "number " + text + " is out of range");
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Json.integer((long) value) : NODES.numberNode(value);
    }
}
