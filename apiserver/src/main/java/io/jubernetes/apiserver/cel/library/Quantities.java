package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.DOUBLE;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.QUANTITY;
import static io.jubernetes.apiserver.cel.library.Types.STRING;

import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.cel.value.CelError;

/** Amounts of resources. */
final class Quantities {

    private Quantities() {}

    static void addTo(Functions to) {
        to.global("quantity", "string_to_quantity", QUANTITY, a -> parse((String) a[0]), STRING);
        to.global("isQuantity", "is_quantity_string", BOOL, a -> isOne((String) a[0]), STRING);
        to.member("sign", "quantity_sign", INT, a -> (long) of(a[0]).signum(), QUANTITY);
        to.member("asApproximateFloat", "quantity_get_float", DOUBLE, a -> of(a[0]).doubleValue(), QUANTITY);
        to.member("asInteger", "quantity_get_int", INT, a -> whole(of(a[0])), QUANTITY);
        to.member("isInteger", "quantity_is_integer", BOOL, a -> isWhole(of(a[0])), QUANTITY);
        to.member(
                "isGreaterThan",
                "quantity_is_greater_than",
                BOOL,
                a -> of(a[0]).compareTo(of(a[1])) > 0,
                QUANTITY,
                QUANTITY);
        to.member(
                "isLessThan", "quantity_is_less_than", BOOL, a -> of(a[0]).compareTo(of(a[1])) < 0, QUANTITY, QUANTITY);
        to.member(
                "compareTo", "quantity_compare_to", INT, a -> (long) of(a[0]).compareTo(of(a[1])), QUANTITY, QUANTITY);
        to.member("add", "quantity_add", QUANTITY, a -> of(a[0]).add(of(a[1])), QUANTITY, QUANTITY);
        to.member("add", "quantity_add_int", QUANTITY, a -> of(a[0]).add(Quantity.of((Long) a[1])), QUANTITY, INT);
        to.member("sub", "quantity_sub", QUANTITY, a -> of(a[0]).subtract(of(a[1])), QUANTITY, QUANTITY);
        to.member("sub", "quantity_sub_int", QUANTITY, a -> of(a[0]).subtract(Quantity.of((Long) a[1])), QUANTITY, INT);
    }

    private static Quantity of(Object value) {
        return (Quantity) value;
    }

    private static Quantity parse(String text) {
        try {
            return Quantity.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new CelError(String.valueOf(malformed.getMessage()));
        }
    }

    private static Boolean isOne(String text) {
        try {
            Quantity.parse(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** What does not fit 64 bits has been cut off at their end. */
    private static Boolean isWhole(Quantity amount) {
        long value = amount.value();
        return value < Long.MAX_VALUE
                && value > -Long.MAX_VALUE
                && Quantity.of(value).compareTo(amount) == 0;
    }

    private static Long whole(Quantity amount) {
        if (!isWhole(amount)) {
            throw new CelError("cannot convert value to integer");
        }
        return amount.value();
    }
}
