package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.DYN;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TEXTS;

import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.Values;

/** What CEL and its extension for strings do with texts. */
final class Strings {

    private Strings() {}

    /** CEL's own. */
    static void addStandard(Functions to) {
        to.member("contains", "contains_string", BOOL, a -> text(a, 0).contains(text(a, 1)), STRING, STRING);
        to.member("startsWith", "starts_with_string", BOOL, a -> text(a, 0).startsWith(text(a, 1)), STRING, STRING);
        to.member("endsWith", "ends_with_string", BOOL, a -> text(a, 0).endsWith(text(a, 1)), STRING, STRING);
        to.member("matches", "matches_string", BOOL, a -> Regex.matches(text(a, 0), text(a, 1)), STRING, STRING);
        to.global("matches", "matches", BOOL, a -> Regex.matches(text(a, 0), text(a, 1)), STRING, STRING);
    }

    /** The extension, in its version 2. */
    static void addTo(Functions to) {
        positions(to);
        parts(to);
        to.member("lowerAscii", "string_lower_ascii", STRING, a -> Texts.ascii(text(a, 0), 'A', 'Z', 32), STRING);
        to.member("upperAscii", "string_upper_ascii", STRING, a -> Texts.ascii(text(a, 0), 'a', 'z', -32), STRING);
        to.member("trim", "string_trim", STRING, a -> Texts.trim(text(a, 0)), STRING);
        to.member(
                "format",
                "string_format",
                STRING,
                a -> new Formatting(text(a, 0), (ListValue) a[1]).run(),
                STRING,
                Types.list(DYN));
        to.global("strings.quote", "strings_quote", STRING, a -> Quoted.of(text(a, 0)), STRING);
    }

    private static void positions(Functions to) {
        to.member("charAt", "string_char_at_int", STRING, a -> Texts.charAt(text(a, 0), number(a, 1)), STRING, INT);
        to.member(
                "indexOf",
                "string_index_of_string",
                INT,
                a -> Texts.indexOf(text(a, 0), text(a, 1), 0),
                STRING,
                STRING);
        to.member(
                "indexOf",
                "string_index_of_string_int",
                INT,
                a -> Texts.indexOf(text(a, 0), text(a, 1), number(a, 2)),
                STRING,
                STRING,
                INT);
        to.member(
                "lastIndexOf",
                "string_last_index_of_string",
                INT,
                a -> Texts.lastIndexOf(text(a, 0), text(a, 1), Values.size(a[0])),
                STRING,
                STRING);
        to.member(
                "lastIndexOf",
                "string_last_index_of_string_int",
                INT,
                a -> Texts.lastIndexOf(text(a, 0), text(a, 1), number(a, 2)),
                STRING,
                STRING,
                INT);
        to.member(
                "substring",
                "string_substring_int",
                STRING,
                a -> Texts.substring(text(a, 0), number(a, 1)),
                STRING,
                INT);
        to.member(
                "substring",
                "string_substring_int_int",
                STRING,
                a -> Texts.substring(text(a, 0), number(a, 1), number(a, 2)),
                STRING,
                INT,
                INT);
    }

    private static void parts(Functions to) {
        to.member(
                "replace",
                "string_replace_string_string",
                STRING,
                a -> Texts.replace(text(a, 0), text(a, 1), text(a, 2), -1),
                STRING,
                STRING,
                STRING);
        to.member(
                "replace",
                "string_replace_string_string_int",
                STRING,
                a -> Texts.replace(text(a, 0), text(a, 1), text(a, 2), number(a, 3)),
                STRING,
                STRING,
                STRING,
                INT);
        to.member("split", "string_split_string", TEXTS, a -> Texts.split(text(a, 0), text(a, 1), -1), STRING, STRING);
        to.member(
                "split",
                "string_split_string_int",
                TEXTS,
                a -> Texts.split(text(a, 0), text(a, 1), number(a, 2)),
                STRING,
                STRING,
                INT);
        to.member("join", "list_join", STRING, a -> Texts.join((ListValue) a[0], ""), TEXTS);
        to.member("join", "list_join_string", STRING, a -> Texts.join((ListValue) a[0], text(a, 1)), TEXTS, STRING);
    }

    static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    static long number(Object[] arguments, int index) {
        return (Long) arguments[index];
    }
}
