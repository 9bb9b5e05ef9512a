package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.SEMVER;
import static io.jubernetes.apiserver.cel.library.Types.STRING;

/** Semantic versions. */
final class Semvers {

    private Semvers() {}

    static void addTo(Functions to) {
        to.global("semver", "string_to_semver", SEMVER, a -> Semver.parse((String) a[0]), STRING);
        to.global(
                "semver",
                "string_bool_to_semver",
                SEMVER,
                a -> (Boolean) a[1] ? Semver.parseTolerantly((String) a[0]) : Semver.parse((String) a[0]),
                STRING,
                BOOL);
        to.global("isSemver", "is_semver_string", BOOL, a -> Semver.isOne((String) a[0], false), STRING);
        to.global(
                "isSemver",
                "is_semver_string_bool",
                BOOL,
                a -> Semver.isOne((String) a[0], (Boolean) a[1]),
                STRING,
                BOOL);
        to.member("major", "semver_major", INT, a -> ((Semver) a[0]).number(0), SEMVER);
        to.member("minor", "semver_minor", INT, a -> ((Semver) a[0]).number(1), SEMVER);
        to.member("patch", "semver_patch", INT, a -> ((Semver) a[0]).number(2), SEMVER);
        to.member("isGreaterThan", "semver_is_greater_than", BOOL, a -> compare(a) > 0, SEMVER, SEMVER);
        to.member("isLessThan", "semver_is_less_than", BOOL, a -> compare(a) < 0, SEMVER, SEMVER);
        to.member("compareTo", "semver_compare_to", INT, a -> (long) compare(a), SEMVER, SEMVER);
    }

    private static int compare(Object[] both) {
        return ((Semver) both[0]).compareTo((Semver) both[1]);
    }
}
