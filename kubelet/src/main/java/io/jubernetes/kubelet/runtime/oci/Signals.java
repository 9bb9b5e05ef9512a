package io.jubernetes.kubelet.runtime.oci;

import java.util.List;
import java.util.Locale;

/** The numbers that Linux gives signals. */
final class Signals {

    static final int KILL = 9;
    static final int TERM = 15;

    private static final List<String> NAMES = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
            "PROF", "WINCH", "IO", "PWR", "SYS");
    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST_REAL_TIME = 64;

    private Signals() {}

    /** A signal by name ({@code SIGUSR1}, {@code RTMIN+3}) or number; SIGTERM for what is none. */
    static int number(String text) {
        String name = text.trim().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        if (name.matches("\\d{1,2}")) {
            return Integer.parseInt(name);
        }
        if (name.matches("RTMIN(\\+\\d{1,2})?")) {
            return FIRST_REAL_TIME + offset(name, '+');
        }
        if (name.matches("RTMAX(-\\d{1,2})?")) {
            return LAST_REAL_TIME - offset(name, '-');
        }
        return NAMES.indexOf(name) > 0 ? NAMES.indexOf(name) : TERM;
    }

    private static int offset(String name, char sign) {
        int at = name.indexOf(sign);
        return at < 0 ? 0 : Integer.parseInt(name.substring(at + 1));
    }
}
