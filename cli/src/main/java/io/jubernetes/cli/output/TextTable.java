package io.jubernetes.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows in columns as wide as their widest cell, three spaces apart. The last column is not padded. */
public final class TextTable {

    private static final int GAP = 3;

    private final List<List<String>> rows = new ArrayList<>();

    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The laid-out lines, without line ends. @param paint changes the look of a cell, not its width */
    public List<String> lines(CellPaint paint) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>(rows.size());
        for (int r = 0; r < rows.size(); r++) {
            List<String> row = rows.get(r);
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String cell = row.get(c);
                line.append(paint.paint(r, c, cell));
                if (c < row.size() - 1) {
                    line.repeat(' ', widths[c] - width(cell) + GAP);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Gives a cell its look. */
    @FunctionalInterface
    public interface CellPaint {

        CellPaint PLAIN = (row, column, cell) -> cell;

        String paint(int row, int column, String cell);
    }

    private int[] widths() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
