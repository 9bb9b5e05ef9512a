package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time: nanoseconds on the wire, {@code 1h30m0.5s} in JSON. */
final class DurationForm implements ValueForm {

    static final DurationForm INSTANCE = new DurationForm();

    private static final long SECOND = 1_000_000_000;
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

    private DurationForm() {}

    @Override
    public JsonNode read(WireReader in) {
        WireReader duration = in.message();
        long nanos = 0;
        while (duration.next()) {
            nanos = duration.number() == 1 ? duration.value(WireType.VARINT) : nanos;
        }
        return TextNode.valueOf(text(nanos));
    }

    /** As Go writes it. */
    static String text(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            return sign + small(size.longValueExact());
        }
        BigDecimal[] minutes = size.divideAndRemainder(BigDecimal.valueOf(60 * SECOND));
        String seconds = plain(minutes[1].movePointLeft(9)) + "s";
        long whole = minutes[0].longValueExact();
        if (whole == 0) {
            return sign + seconds;
        }
        return sign + (whole < 60 ? whole + "m" : whole / 60 + "h" + whole % 60 + "m") + seconds;
    }

    private static String small(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
                : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        if (!value.isTextual()) {
            throw ValueForm.unfit(value, "a duration");
        }
        int mark = out.length();
        out.number(1, nanos(value.textValue()));
        out.message(field, mark);
    }

    private static long nanos(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
        }
        return text.startsWith("-") ? sum.negate().longValue() : sum.longValue();
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            default -> 3600 * SECOND;
        };
    }

    @Override
    public JsonNode zero() {
        return TextNode.valueOf("0s");
    }
}
