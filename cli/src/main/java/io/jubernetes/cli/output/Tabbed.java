package io.jubernetes.cli.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Aligns text that has tabs in it: cells that end with a tab form a column with those directly above and below, as wide as the
 * widest of them and two spaces. This is how kubectl lays out descriptions.
 */
public final class Tabbed {

    private static final int GAP = 2;

    private final List<String[]> lines;
    private final StringBuilder out = new StringBuilder();

    private Tabbed(List<String[]> lines) {
        this.lines = lines;
    }

    /** @param text lines with line ends */
    public static String align(String text) {
        List<String[]> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(line.split("\t", -1));
        }
        lines.removeLast();
        Tabbed tabbed = new Tabbed(lines);
        tabbed.block(0, lines.size(), new ArrayList<>());
        return tabbed.out.toString();
    }

    private void block(int from, int to, List<Integer> widths) {
        int column = widths.size();
        int written = from;
        for (int i = from; i < to; i++) {
            if (column >= lines.get(i).length - 1) {
                continue;
            }
            write(written, i, widths);
            int end = i;
            int width = 0;
            while (end < to && column < lines.get(end).length - 1) {
                width = Math.max(width, lines.get(end)[column].length() + GAP);
                end++;
            }
            widths.add(width);
            block(i, end, widths);
            widths.removeLast();
            written = end;
            i = end;
        }
        write(written, to, Collections.unmodifiableList(widths));
    }

    private void write(int from, int to, List<Integer> widths) {
        for (int i = from; i < to; i++) {
            String[] cells = lines.get(i);
            for (int c = 0; c < cells.length; c++) {
                out.append(cells[c]);
                if (c < widths.size() && c < cells.length - 1) {
                    out.repeat(' ', widths.get(c) - cells[c].length());
                }
            }
            out.append('\n');
        }
    }
}
