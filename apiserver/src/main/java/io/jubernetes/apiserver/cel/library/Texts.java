package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.CostExceeded;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.PlainList;
import java.util.ArrayList;
import java.util.List;

/** Work with texts, whose positions are counted in characters. No result is longer than any evaluation could pay for. */
final class Texts {

    private static final int LONGEST = 10_000_000;

    private Texts() {}

    static String bounded(String a, String b) {
        bound((long) a.length() + b.length());
        return a + b;
    }

    static void bound(long length) {
        if (length > LONGEST) {
            throw new CostExceeded();
        }
    }

    static String charAt(String text, long index) {
        int size = text.codePointCount(0, text.length());
        if (index < 0 || index > size) {
            throw outOfRange(index);
        }
        return index == size ? "" : substring(text, index, index + 1);
    }

    static String substring(String text, long start, long end) {
        int size = text.codePointCount(0, text.length());
        if (start > end) {
            throw new CelError("invalid substring range. start: " + start + ", end: " + end);
        }
        if (start < 0 || start > size) {
            throw outOfRange(start);
        }
        if (end > size) {
            throw outOfRange(end);
        }
        int from = text.offsetByCodePoints(0, (int) start);
        return text.substring(from, text.offsetByCodePoints(from, (int) (end - start)));
    }

    static String substring(String text, long start) {
        return substring(text, start, Math.max(start, text.codePointCount(0, text.length())));
    }

    static Long indexOf(String text, String part, long from) {
        int size = text.codePointCount(0, text.length());
        if (from < 0 || from > size) {
            throw outOfRange(from);
        }
        if (part.isEmpty()) {
            return from;
        }
        int found = text.indexOf(part, text.offsetByCodePoints(0, (int) from));
        return found < 0 ? -1L : text.codePointCount(0, found);
    }

    static Long lastIndexOf(String text, String part, long upTo) {
        int size = text.codePointCount(0, text.length());
        if (upTo < 0 || upTo > size) {
            throw outOfRange(upTo);
        }
        if (part.isEmpty()) {
            return upTo;
        }
        int found = text.lastIndexOf(part, text.offsetByCodePoints(0, (int) upTo));
        return found < 0 ? -1L : text.codePointCount(0, found);
    }

    private static CelError outOfRange(long index) {
        return new CelError("index out of range: " + index);
    }

    static String ascii(String text, char first, char last, int shift) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < changed.length(); i++) {
            char c = changed.charAt(i);
            if (c >= first && c <= last) {
                changed.setCharAt(i, (char) (c + shift));
            }
        }
        return changed.toString();
    }

    static String trim(String text) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (start < end && isSpace(points[start])) {
            start++;
        }
        while (end > start && isSpace(points[end - 1])) {
            end--;
        }
        return new String(points, start, end - start);
    }

    private static boolean isSpace(int c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || c == 0xA0 || Character.isSpaceChar(c);
    }

    /** @param limit how many at most; all when negative */
    static String replace(String text, String old, String by, long limit) {
        if (limit == 0 || old.equals(by)) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int position = 0;
        long left = limit;
        while (left != 0) {
            int found = old.isEmpty() ? position : text.indexOf(old, position);
            if (found < 0 || found > text.length()) {
                break;
            }
            result.append(text, position, found).append(by);
            left--;
            position = found + old.length();
            if (old.isEmpty()) {
                if (position >= text.length()) {
                    return result.toString();
                }
                int next = text.offsetByCodePoints(position, 1);
                result.append(text, position, next);
                position = next;
            }
            bound(result.length());
        }
        return result.append(text, position, text.length()).toString();
    }

    /** @param limit how many parts at most; all when negative */
    static ListValue split(String text, String separator, long limit) {
        if (limit == 0) {
            return PlainList.EMPTY;
        }
        List<Object> parts = new ArrayList<>();
        int position = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int found = separator.isEmpty() ? next(text, position) : text.indexOf(separator, position);
            if (found < 0 || separator.isEmpty() && found >= text.length()) {
                break;
            }
            parts.add(text.substring(position, found));
            position = found + separator.length();
        }
        if (!separator.isEmpty() || position < text.length()) {
            parts.add(text.substring(position));
        }
        return new PlainList(parts);
    }

    private static int next(String text, int position) {
        return position < text.length() ? text.offsetByCodePoints(position, 1) : -1;
    }

    static String join(ListValue list, String separator) {
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw CelError.noOverload();
            }
            joined.append(first ? "" : separator).append(text);
            first = false;
            bound(joined.length());
        }
        return joined.toString();
    }
}
