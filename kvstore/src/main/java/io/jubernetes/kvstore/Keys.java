package io.jubernetes.kvstore;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What a key may look like, and how keys are ordered: by the unsigned bytes of their UTF-8 form, which is the order of code points. */
public final class Keys {

    /** The order of keys in every store. */
    public static final Comparator<String> ORDER = Keys::compare;

    private Keys() {}

    /**
     * Passes a key that a store can hold.
     *
     * @throws IllegalArgumentException when it is empty, holds the character U+0000, or is not well-formed UTF-16
     */
    public static String requireKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key: \"\" (expected: not empty)");
        }
        if (key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("key: " + key.replace("\0", "\\0") + " (expected: no U+0000)");
        }
        return requireText(key);
    }

    /**
     * Passes a text that has a UTF-8 form: a prefix, or a place between keys.
     *
     * @throws IllegalArgumentException when a surrogate stands alone
     */
    public static String requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (text.codePointAt(i) < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                    throw new IllegalArgumentException("key: lone surrogate at " + i + " (expected: well-formed text)");
                }
                i++;
            }
        }
        return text;
    }

    /** The least text that is greater than every key with this prefix; null when there is none. */
    public static @Nullable String prefixEnd(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return prefix.substring(0, end) + Character.toString(next);
            }
        }
        return null;
    }

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean supplementary = Character.isSurrogate(x);
                if (supplementary != Character.isSurrogate(y)) {
                    return supplementary ? 1 : -1;
                }
                return x - y;
            }
        }
        return a.length() - b.length();
    }
}
