package io.jubernetes.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays out rows in columns as wide as their widest cell, three spaces apart. The last column is not padded. Rows of a later
 * call stand below those of an earlier one: columns grow, but never shrink.
 */
public final class TextTable {

    private static final int GAP = 3;
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();
    private int[] widths = {};

    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The rows since the last call, laid out, without line ends. */
    public List<String> lines() {
        return lines(CellPaint.PLAIN);
    }

    /** As {@link #lines()}. @param paint changes the look of a cell, not its width */
    public List<String> lines(CellPaint paint) {
        rows.forEach(this::widen);
        List<String> lines = new ArrayList<>(rows.size());
        for (int r = 0; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String cell = row.get(c);
                line.append(paint.paint(r, c, cell));
                if (c < row.size() - 1) {
                    line.repeat(' ', widths[c] - width(cell));
                }
            }
            lines.add(line.toString());
        }
        rows.clear();
        return lines;
    }

    /** Gives a cell its look. */
    @FunctionalInterface
    public interface CellPaint {

        CellPaint PLAIN = (row, column, cell) -> cell;

        String paint(int row, int column, String cell);
    }

    private void widen(List<String> row) {
        if (row.size() > widths.length) {
            widths = Arrays.copyOf(widths, row.size());
        }
        for (int c = 0; c < row.size(); c++) {
            widths[c] = Math.max(widths[c], Math.max(NARROWEST, width(row.get(c)) + GAP));
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
