package io.jubernetes.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apiserver.table.Cells.Cell;
import io.jubernetes.apiserver.table.Cells.Since;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cells are made once and good at any time. */
@Timeout(30)
class CellsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void timesAreThoseOfTheMomentOfWriting() {
        Cells cells = Cells.of(List.of(
                Cell.of(TextNode.valueOf("a \"name\"")),
                new Since("3 (", BEGIN, " ago)"),
                new Since(BEGIN),
                Cell.of(IntNode.valueOf(7)),
                Cell.none()));

        assertThat(cells.tree(BEGIN.plusSeconds(5))).hasToString("[\"a \\\"name\\\"\",\"3 (5s ago)\",\"5s\",7,null]");
        assertThat(cells.tree(BEGIN.plusSeconds(7200)))
                .hasToString("[\"a \\\"name\\\"\",\"3 (120m ago)\",\"120m\",7,null]");
    }

    @Test
    void timesMayComeFirst() {
        assertThat(Cells.of(List.of(new Since(BEGIN), Cell.none())).tree(BEGIN)).hasToString("[\"0s\",null]");
        assertThat(Cells.of(List.of()).tree(BEGIN)).hasToString("[]");
    }
}
