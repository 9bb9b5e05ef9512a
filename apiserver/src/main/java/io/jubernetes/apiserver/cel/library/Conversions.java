package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.BYTES;
import static io.jubernetes.apiserver.cel.library.Types.DOUBLE;
import static io.jubernetes.apiserver.cel.library.Types.DURATION;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TIMESTAMP;
import static io.jubernetes.apiserver.cel.library.Types.UINT;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Text;
import io.jubernetes.apiserver.cel.value.Unsigned;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** From one type into another. */
final class Conversions {

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Conversions() {}

    static void addTo(Functions to) {
        numbers(to);
        same(to, "int", "int64_to_int64", INT);
        same(to, "uint", "uint64_to_uint64", UINT);
        same(to, "double", "double_to_double", DOUBLE);
        same(to, "string", "string_to_string", STRING);
        same(to, "bytes", "bytes_to_bytes", BYTES);
        same(to, "bool", "bool_to_bool", BOOL);
        same(to, "duration", "duration_to_duration", DURATION);
        same(to, "timestamp", "timestamp_to_timestamp", TIMESTAMP);
        text(to, "int64_to_string", INT);
        text(to, "uint64_to_string", UINT);
        text(to, "double_to_string", DOUBLE);
        text(to, "bool_to_string", BOOL);
        text(to, "duration_to_string", DURATION);
        to.global("string", "timestamp_to_string", STRING, a -> Text.of((Instant) a[0]), TIMESTAMP);
        to.global("string", "bytes_to_string", STRING, a -> decode((Bytes) a[0]), BYTES);
        to.global(
                "bytes",
                "string_to_bytes",
                BYTES,
                a -> new Bytes(((String) a[0]).getBytes(StandardCharsets.UTF_8)),
                STRING);
        to.global("bool", "string_to_bool", BOOL, a -> truth((String) a[0]), STRING);
        to.global("duration", "string_to_duration", DURATION, a -> Durations.parse((String) a[0]), STRING);
        to.global("timestamp", "string_to_timestamp", TIMESTAMP, a -> timestamp((String) a[0]), STRING);
        to.global(
                "timestamp",
                "int64_to_timestamp",
                TIMESTAMP,
                a -> Times.checked(Instant.ofEpochSecond(Math.clamp((Long) a[0], -1L << 40, 1L << 40))),
                INT);
    }

    private static void same(Functions to, String name, String id, CelType type) {
        to.global(name, id, type, a -> a[0], type);
    }

    private static void text(Functions to, String id, CelType type) {
        to.global("string", id, STRING, a -> Text.of(a[0]), type);
    }

    private static void numbers(Functions to) {
        to.global("int", "uint64_to_int64", INT, a -> signed((Unsigned) a[0]), UINT);
        to.global("int", "double_to_int64", INT, a -> whole((Double) a[0]), DOUBLE);
        to.global("int", "string_to_int64", INT, a -> number((String) a[0]), STRING);
        to.global("int", "timestamp_to_int64", INT, a -> ((Instant) a[0]).getEpochSecond(), TIMESTAMP);
        to.global("uint", "int64_to_uint64", UINT, a -> Unsigned.of(BigInteger.valueOf((Long) a[0])), INT);
        to.global("uint", "double_to_uint64", UINT, a -> unsigned((Double) a[0]), DOUBLE);
        to.global("uint", "string_to_uint64", UINT, a -> unsigned((String) a[0]), STRING);
        to.global("double", "int64_to_double", DOUBLE, a -> (double) (Long) a[0], INT);
        to.global(
                "double",
                "uint64_to_double",
                DOUBLE,
                a -> ((Unsigned) a[0]).toBigInteger().doubleValue(),
                UINT);
        to.global("double", "string_to_double", DOUBLE, a -> broken((String) a[0]), STRING);
    }

    private static Long signed(Unsigned number) {
        if (number.bits() < 0) {
            throw new CelError("integer overflow");
        }
        return number.bits();
    }

    private static Long whole(double number) {
        if (Double.isNaN(number) || number <= -TWO_TO_63 || number >= TWO_TO_63) {
            throw new CelError("integer overflow");
        }
        return (long) number;
    }

    private static Unsigned unsigned(double number) {
        if (Double.isNaN(number) || number < 0 || number >= TWO_TO_64) {
            throw new CelError("unsigned integer overflow");
        }
        return Unsigned.of(new BigDecimal(number).toBigInteger());
    }

    private static Long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw new CelError("strconv.ParseInt: parsing " + Quoted.of(text) + ": invalid syntax");
        }
    }

    private static Unsigned unsigned(String text) {
        try {
            return new Unsigned(Long.parseUnsignedLong(text));
        } catch (NumberFormatException malformed) {
            throw new CelError("strconv.ParseUint: parsing " + Quoted.of(text) + ": invalid syntax");
        }
    }

    private static Double broken(String text) {
        try {
            if (text.isEmpty() || !text.equals(text.strip()) || text.matches(".*[dDfF]")) {
                throw new NumberFormatException(text);
            }
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            throw new CelError("strconv.ParseFloat: parsing " + Quoted.of(text) + ": invalid syntax");
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new CelError("type conversion error from 'string' to 'bool'");
        };
    }

    static Instant timestamp(String text) {
        try {
            return Times.checked(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            throw new CelError("parsing time " + Quoted.of(text) + " as \"2006-01-02T15:04:05Z07:00\": cannot parse");
        }
    }

    private static String decode(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new CelError("invalid UTF-8 in bytes, cannot convert to string");
        }
    }
}
