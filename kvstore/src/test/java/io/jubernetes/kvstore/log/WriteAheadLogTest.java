package io.jubernetes.kvstore.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a log is what was written, up to the first record that is torn, whatever lay in the files before. */
@Timeout(60)
final class WriteAheadLogTest {

    private static final int SEGMENT = 10_000;

    @TempDir
    Path directory = Path.of("");

    private final Random random = new Random(7);
    private long settled;
    private long sequence;

    private WriteAheadLog open() throws IOException {
        return WriteAheadLog.open(directory, SEGMENT, true, () -> settled);
    }

    /** A record tells its sequence, and is up to 3,000 bytes long. */
    private LogEntry place(WriteAheadLog log) throws IOException {
        sequence++;
        return log.place(sequence, (sequence + " " + "x".repeat(random.nextInt(3000))).getBytes(UTF_8));
    }

    private void write(WriteAheadLog log, int records) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(place(log));
        }
        log.write(entries);
    }

    private List<Long> read(long after) throws IOException {
        List<Long> found = new ArrayList<>();
        long newest = WriteAheadLog.read(
                directory, after, bytes -> found.add(Long.parseLong(new String(bytes, UTF_8).replaceAll(" x*", ""))));
        assertThat(newest).isEqualTo(after + found.size());
        return found;
    }

    private static List<Long> range(long first, long last) {
        return Stream.iterate(first, i -> i <= last, i -> i + 1).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void anEmptyLogTakesNoRoomAndALittleOneTakesLittle() throws IOException {
        try (WriteAheadLog log = WriteAheadLog.open(directory, 32 << 20, true, () -> settled)) {
            assertThat(files()).isEmpty();
            assertThat(read(5)).isEmpty();
            write(log, 1);
            assertThat(Files.size(files().getFirst())).isLessThanOrEqualTo(300_000);
        }
    }

    @Test
    void everythingIsReadInItsOrderFromWhereItIsWanted() throws IOException {
        try (WriteAheadLog log = open()) {
            for (int i = 0; i < 20; i++) {
                write(log, 1 + random.nextInt(9));
            }
        }
        assertThat(files()).hasSizeGreaterThan(10);
        assertThat(read(0)).isEqualTo(range(1, sequence));
        assertThat(read(17)).isEqualTo(range(18, sequence));
        assertThat(read(sequence)).isEmpty();
    }

    @Test
    void whatAnEarlierUseLeftIsNeverRead() throws IOException {
        for (int start = 0; start < 10; start++) {
            try (WriteAheadLog log = open()) {
                for (int i = 0; i < 60; i++) {
                    write(log, 1 + random.nextInt(5));
                    assertThat(read(settled)).isEqualTo(range(settled + 1, sequence));
                    settled = Math.max(settled, sequence - random.nextInt(40));
                }
                assertThat(files()).hasSizeLessThan(12);
            }
            settled = sequence;
        }
    }

    /** Records that fill a page each, so that the one behind a torn one lies just behind the one that takes its place. */
    @Test
    void whatLayBehindATornRecordIsNotTakenForWhatFollowsTheNextOneThere() throws IOException {
        byte[] page = new byte[Segment.PAGE - RecordWriter.HEADER];
        page[0] = '1';
        try (WriteAheadLog log = open()) {
            log.write(List.of(log.place(1, page), log.place(2, page)));
        }
        Path file = files().getFirst();
        byte[] torn = Files.readAllBytes(file);
        torn[Segment.PAGE / 2] ^= 1;
        Files.write(file, torn);
        assertThat(WriteAheadLog.read(directory, 0, _ -> {})).isZero();
        try (WriteAheadLog log = open()) {
            log.write(List.of(log.place(1, page)));
        }
        assertThat(WriteAheadLog.read(directory, 0, _ -> {})).isEqualTo(1);
    }

    @Test
    void aRecordThatIsTornEndsTheLogWhereverItIs() throws IOException {
        try (WriteAheadLog log = WriteAheadLog.open(directory, 1 << 20, true, () -> settled)) {
            write(log, 20);
            LogEntry tail = place(log);
            log.write(List.of(tail));
            Path file = files().getFirst();
            byte[] whole = Files.readAllBytes(file);
            int from = (int) tail.position();
            int to = from + RecordWriter.HEADER + tail.bytes().length;
            for (int at = from; at < to; at++) {
                byte[] torn = whole.clone();
                torn[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, torn);
                assertThat(read(0)).as("byte %s", at - from).isEqualTo(range(1, 20));
                if (at % 50 == 0) {
                    Files.write(file, Arrays.copyOf(whole, at));
                    assertThat(read(0)).as("cut at %s", at - from).isEqualTo(range(1, 20));
                }
            }
        }
    }

    @Test
    void aPlaceThatIsGivenBackIsGivenAgain() throws IOException {
        try (WriteAheadLog log = open()) {
            write(log, 3);
            log.retract(place(log));
            sequence--;
            write(log, 2);
            assertThat(read(0)).isEqualTo(range(1, 5));
        }
    }

    @Test
    void aWriteIsRepeatedWithMoreBehindIt() throws IOException {
        try (WriteAheadLog log = open()) {
            List<LogEntry> entries = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                entries.add(place(log));
                log.write(entries);
            }
            assertThat(read(0)).isEqualTo(range(1, 12));
        }
    }

    @Test
    void missingRecordsThatOthersFollowAreTold() throws IOException {
        try (WriteAheadLog log = open()) {
            for (int i = 0; i < 40; i++) {
                write(log, 1);
            }
        }
        Path second = files().get(1);
        byte[] bytes = Files.readAllBytes(second);
        bytes[100] ^= 1;
        Files.write(second, bytes);
        assertThatThrownBy(() -> read(0)).isInstanceOf(IOException.class).hasMessageContaining("damaged or missing");
    }
}
