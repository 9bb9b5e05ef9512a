package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.Text;
import io.jubernetes.apiserver.cel.value.Unsigned;
import io.jubernetes.apiserver.cel.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A text with places for values, as of {@code '%d of %s'.format([3, 'x'])}. */
final class Formatting {

    private static final int DEFAULT_PRECISION = 6;
    private static final int MAX_PRECISION = 1000;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String format;
    private final ListValue arguments;
    private final StringBuilder result = new StringBuilder();
    private int position;
    private int used;

    Formatting(String format, ListValue arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    String run() {
        while (position < format.length()) {
            char c = format.charAt(position++);
            if (c != '%') {
                result.append(c);
            } else if (position < format.length() && format.charAt(position) == '%') {
                result.append('%');
                position++;
            } else {
                clause();
            }
            Texts.bound(result.length());
        }
        return result.toString();
    }

    private void clause() {
        int precision = precision();
        if (position >= format.length()) {
            throw new CelError("unexpected end of string");
        }
        char verb = format.charAt(position++);
        if (used >= arguments.size()) {
            throw new CelError("index " + used + " out of range");
        }
        Object argument = arguments.at(used++);
        result.append(
                switch (verb) {
                    case 's' -> string(argument);
                    case 'd' -> decimal(argument);
                    case 'f' -> fixed(argument, precision);
                    case 'e' -> scientific(argument, precision);
                    case 'b' -> binary(argument);
                    case 'x' -> hexadecimal(argument);
                    case 'X' -> hexadecimal(argument).toUpperCase(Locale.ROOT);
                    case 'o' -> whole(argument, "octal").toString(8);
                    default ->
                        throw new CelError(
                                "could not parse formatting clause: unrecognized formatting clause \"" + verb + "\"");
                });
    }

    private int precision() {
        if (position >= format.length() || format.charAt(position) != '.') {
            return DEFAULT_PRECISION;
        }
        position++;
        int precision = 0;
        while (position < format.length() && Character.isDigit(format.charAt(position))) {
            precision = Math.min(MAX_PRECISION, precision * 10 + format.charAt(position++) - '0');
        }
        return precision;
    }

    static String string(Object value) {
        return switch (value) {
            case ListValue list -> list(list);
            case MapValue map -> map(map);
            case Instant time -> Text.of(time);
            case Duration time -> Text.seconds(time);
            case Bytes bytes -> new String(bytes.toArray(), StandardCharsets.UTF_8);
            default -> Text.of(value);
        };
    }

    private static String list(ListValue list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(string(item)));
        return "[" + String.join(", ", items) + "]";
    }

    private static String map(MapValue map) {
        List<String> entries = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        map.keys().forEach(keys::add);
        keys.sort(Comparator.comparing(Formatting::string));
        keys.forEach(key -> entries.add(string(key) + ": " + string(map.get(key))));
        return "{" + String.join(", ", entries) + "}";
    }

    private static String decimal(Object value) {
        return value instanceof Double number && !Double.isFinite(number)
                ? Text.of(number)
                : whole(value, "decimal").toString();
    }

    private static BigInteger whole(Object value, String clause) {
        return switch (value) {
            case Long number -> BigInteger.valueOf(number);
            case Unsigned number -> number.toBigInteger();
            default ->
                throw new CelError("error during formatting: " + clause
                        + " clause can only be used on integers, was given " + Values.typeName(value));
        };
    }

    private static double number(Object value, String clause) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case Unsigned number -> number.toBigInteger().doubleValue();
            case String text when text.equals("NaN") -> Double.NaN;
            case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            default ->
                throw new CelError("error during formatting: " + clause
                        + " clause can only be used on doubles, was given " + Values.typeName(value));
        };
    }

    private static String fixed(Object value, int precision) {
        double number = number(value, "fixed-point");
        if (!Double.isFinite(number)) {
            return Text.of(number);
        }
        return new BigDecimal(number)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String scientific(Object value, int precision) {
        double number = number(value, "scientific");
        if (!Double.isFinite(number)) {
            return Text.of(number);
        }
        BigDecimal exact = new BigDecimal(number);
        int exponent = exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
        BigDecimal mantissa = exact.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN);
        if (mantissa.abs().compareTo(BigDecimal.TEN) >= 0) {
            mantissa = mantissa.movePointLeft(1).setScale(precision, RoundingMode.HALF_EVEN);
            exponent++;
        }
        return mantissa.toPlainString() + "\u202f\u00d7\u202f10" + power(exponent);
    }

    private static String power(int exponent) {
        StringBuilder power = new StringBuilder(exponent < 0 ? "⁻" : "");
        String digits = Integer.toString(Math.abs(exponent));
        String padded = digits.length() < 2 ? "0" + digits : digits;
        padded.chars().forEach(digit -> power.append(SUPERSCRIPTS.charAt(digit - '0')));
        return power.toString();
    }

    private static String binary(Object value) {
        return value instanceof Boolean truth
                ? truth ? "1" : "0"
                : whole(value, "binary").toString(2);
    }

    private static String hexadecimal(Object value) {
        return switch (value) {
            case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case Bytes bytes -> HexFormat.of().formatHex(bytes.toArray());
            default -> whole(value, "hex").toString(16);
        };
    }
}
