package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.log.LogSigner;
import io.glassline.log.LogVerifier.Trust;
import io.glassline.log.Verdict;
import io.glassline.storage.TestServers;
import io.glassline.storage.redis.Redis;
import io.glassline.storage.redis.RedisLogMark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A database that is put back to an earlier state does not sign a second history of the log.
class LogMarkTest {

    private static final Redis REDIS = Redis.open(TestServers.redisUrl());

    private static final List<String> TABLES =
            List.of("audit_entry", "log_waiting", "log_run", "log_tile", "log_checkpoint", "log_tree");

    @TempDir
    Path folder;

    private final TestRecord record = new TestRecord();
    private final LogMark redis = new RedisLogMark(REDIS, TestRecord.SIGNER.verifierKey());

    @BeforeEach
    void noMark() {
        REDIS.client().getKeys().deleteByPattern("glassline:log:*");
    }

    @AfterAll
    static void closes() {
        REDIS.close();
    }

    enum Kept {
        IN_THE_FILE,
        IN_REDIS
    }

    private LogMark mark(Kept kept) {
        return switch (kept) {
            case IN_THE_FILE -> file();
            case IN_REDIS -> redis;
        };
    }

    private LogMark file() {
        return new FileLogMark(folder, TestRecord.SIGNER.verifierKey());
    }

    /// As after a start: nothing is known but what is kept.
    private Sequencer sequencer(LogMark... marks) {
        return new Sequencer(record.database, TestRecord.SIGNER, List.of(marks), InstantSource.fixed(TestRecord.NOW));
    }

    private void backUp() {
        TABLES.forEach(table -> record.run("create table backup_" + table + " as table " + table));
    }

    private void putBack() {
        for (var table : TABLES) {
            record.run("delete from " + table);
            record.run("insert into " + table + " overriding system value select * from backup_" + table);
            record.run("drop table backup_" + table);
        }
    }

    @ParameterizedTest
    @EnumSource
    void yesterdaysDatabaseIsNotSignedASecondTime(Kept kept) {
        record.write(0, 300);
        sequencer(mark(kept)).step();
        backUp();
        record.write(300, 300);
        sequencer(mark(kept)).step();

        putBack();
        record.write(1_000, 300); // other entries, at the places of those that were signed for
        var restarted = sequencer(mark(kept));

        assertThatThrownBy(restarted::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("signed for are gone")
                .hasMessageContaining("docs/operations/restore.md");
        assertThat(restarted.refusal()).isPresent();
        assertThat(record.publishedSize()).isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource
    void aLogThatGrewPastItsMarkByOtherEntriesIsNotSigned(Kept kept) {
        record.write(0, 300);
        sequencer(mark(kept)).step();
        backUp();
        record.write(300, 10);
        sequencer(mark(kept)).step();

        putBack();
        record.write(1_000, 500);
        record.sequencer().step(); // a node that knows of no mark, such as one of the version before

        assertThatThrownBy(() -> sequencer(mark(kept)).step())
                .hasMessageContaining("do not contain what was signed for");
    }

    /// The mark comes first, so it may be of a checkpoint that nobody has seen. The entries under it are durable.
    @Test
    void aNodeThatLostItsPowerBeforeTheCheckpointGoesOn() {
        record.write(0, 300);
        sequencer(file(), redis).step();
        record.write(300, 300);
        var losesItsPower = new Sequencer(record.database, TestRecord.SIGNER, List.of(file(), redis), () -> {
            throw new TestRecord.PowerCut();
        });
        assertThatThrownBy(losesItsPower::step).isInstanceOf(TestRecord.PowerCut.class);
        assertThat(record.publishedSize()).isEqualTo(300);

        var restarted = sequencer(file(), redis);

        assertThat(restarted.step()).isZero();
        assertThat(restarted.refusal()).isEmpty();
        assertThat(record.publishedSize()).isEqualTo(600);
    }

    @Test
    void withRedisAwayTheFileIsTheMark() {
        try (var nowhere = Redis.open("redis://localhost:1")) {
            var away = new RedisLogMark(nowhere, TestRecord.SIGNER.verifierKey());
            record.write(0, 300);

            sequencer(away, file()).step();

            assertThat(record.publishedSize()).isEqualTo(300);
            assertThat(file().read()).isPresent();
        }
    }

    @Test
    void whereTheFileCannotBeWrittenNothingIsSigned() throws Exception {
        var notAFolder = Files.createFile(folder.resolve("taken"));
        record.write(0, 3);

        assertThatThrownBy(() -> sequencer(new FileLogMark(notAFolder, TestRecord.SIGNER.verifierKey()))
                        .step())
                .hasMessageContaining("the log is not signed");
        assertThat(record.checkpoints()).isEmpty();
    }

    @Test
    void aMarkThatIsNoneIsToldOf() throws Exception {
        record.write(0, 3);
        sequencer(file()).step();
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "nonsense");
        }

        assertThatThrownBy(() -> sequencer(file()).step())
                .hasMessageContaining("log-mark-")
                .hasMessageContaining("delete it");
    }

    @Test
    void theLargerMarkStays() {
        redis.keep(7, "seven".getBytes(StandardCharsets.UTF_8));
        redis.keep(5, "five".getBytes(StandardCharsets.UTF_8));

        assertThat(redis.read().map(note -> new String(note, StandardCharsets.UTF_8)))
                .contains("seven");
    }

    /// docs/operations/restore.md, "When what was signed for is gone": a log of another name goes on from what is left,
    /// and shares every entry with the old one that is not lost.
    @Test
    void aLogUnderAnotherNameGoesOnFromWhatIsLeft() {
        record.write(0, 300);
        sequencer(file(), redis).step();
        var before = record.checkpoints().getLast();
        backUp();
        record.write(300, 300);
        sequencer(file(), redis).step();
        putBack();
        record.write(1_000, 200);

        record.run("delete from log_checkpoint");
        var successor = new LogSigner(
                "audit.city.example/log2", "another seed, of the same length".getBytes(StandardCharsets.UTF_8));
        var marks = List.of(
                new FileLogMark(folder, successor.verifierKey()), new RedisLogMark(REDIS, successor.verifierKey()));
        new Sequencer(record.database, successor, marks, InstantSource.fixed(TestRecord.NOW)).step();

        var files = new LogFiles(record.database, successor.verifierKey());
        assertThat(record.publishedSize()).isEqualTo(500);
        assertThat(TestRecord.verify(files, Trust.in(successor.verifierKey()))).isInstanceOf(Verdict.Holds.class);
        assertThat(record.root(300)).isEqualTo(rootOf(before));
    }

    private static String rootOf(byte[] checkpoint) {
        return Arrays.asList(new String(checkpoint, StandardCharsets.UTF_8).split("\n"))
                .get(2);
    }
}
