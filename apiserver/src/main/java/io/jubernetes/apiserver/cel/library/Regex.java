package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Strings.number;
import static io.jubernetes.apiserver.cel.library.Strings.text;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TEXTS;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.PlainList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2, whose time grows no faster than the text. Those used last are kept. */
public final class Regex {

    private static final int KEPT = 500;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<String, Pattern> PATTERNS = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
            return size() > KEPT;
        }
    };

    private Regex() {}

    static void addTo(Functions to) {
        to.member("find", "string_find_string", STRING, a -> find(text(a, 0), text(a, 1)), STRING, STRING);
        to.member("findAll", "string_find_all_string", TEXTS, a -> findAll(text(a, 0), text(a, 1), -1), STRING, STRING);
        to.member(
                "findAll",
                "string_find_all_string_int",
                TEXTS,
                a -> findAll(text(a, 0), text(a, 1), number(a, 2)),
                STRING,
                STRING,
                INT);
    }

    static Boolean matches(String text, String regex) {
        return compile(regex).matcher(text).find();
    }

    private static String find(String text, String regex) {
        Matcher matcher = pattern(regex, "Illegal regex").matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static ListValue findAll(String text, String regex, long limit) {
        Matcher matcher = pattern(regex, "Illegal regex").matcher(text);
        List<Object> found = new ArrayList<>();
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return new PlainList(found);
    }

    private static Pattern compile(String regex) {
        return pattern(regex, "error parsing regexp");
    }

    private static Pattern pattern(String regex, String whenMalformed) {
        LOCK.lock();
        try {
            return PATTERNS.computeIfAbsent(regex, Pattern::compile);
        } catch (PatternSyntaxException malformed) {
            throw new CelError(whenMalformed + ": " + malformed.getMessage());
        } finally {
            LOCK.unlock();
        }
    }

    /** What is wrong with a regular expression; null when nothing is. */
    public static @Nullable String problem(String regex) {
        try {
            compile(regex);
            return null;
        } catch (CelError malformed) {
            return malformed.text();
        }
    }
}
