package io.glassline.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.Version;
import io.glassline.config.VersionId;
import io.glassline.storage.TestServers;
import io.glassline.version.Versions;
import io.glassline.version.Versions.Outcome;
import io.glassline.version.Versions.Pushed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A version's way: pushed, approved by another, got ready by each node, active, and back.
class PgVersionsTest {

    private static final Actor LEE = Actor.atConsole("lee");
    private static final Actor DANA = Actor.atConsole("dana");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));

    private Database database;
    private PgVersionNodes nodes;
    private PgVersions versions;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        nodes = new PgVersionNodes(database);
        versions = new PgVersions(
                database,
                nodes,
                new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]),
                PgVersionsTest::check,
                CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstVersionIsAdoptedOnce() {
        var first = files("first");

        assertThat(versions.adopt(first, "the folder", true)).isEqualTo(first.id());
        assertThat(versions.adopt(files("second"), "the folder", true)).isEqualTo(first.id());

        assertThat(versions.active()).contains(first.id());
        assertThat(versions.files(first.id()).orElseThrow().text("city.yml")).isEqualTo("name: first");
    }

    @Test
    void whatHasMistakesIsNoVersion() {
        var refused = (Pushed.Refused) versions.push(files("wrong"), "", LEE);

        assertThat(refused.problems()).extracting(Problem::says).containsExactly("is wrong");
        assertThat(versions.history(10)).isEmpty();
    }

    @Test
    void aSecondPersonApprovesAndAllIsOnTheRecord() {
        versions.adopt(files("first"), "the folder", true);
        var draft = push("second");

        assertThat(refusal(versions.activate(draft, Optional.empty(), LEE))).contains("Nobody has approved");
        assertThat(refusal(versions.approve(draft, LEE))).contains("a second person must");
        assertThat(refusal(versions.approve(draft, Actor.byToken("tool").onBehalfOf("lee"))))
                .contains("a second person must");
        assertThat(done(versions.approve(draft, DANA)).isApproved()).isTrue();
        assertThat(refusal(versions.approve(draft, DANA))).contains("dana has approved it already");
        assertThat(done(versions.activate(draft, Optional.of(files("first").id()), LEE))
                        .active())
                .isTrue();

        assertThat(versions.active()).contains(draft);
        assertThat(kinds())
                .containsExactly(
                        "configuration.pushed",
                        "configuration.released",
                        "configuration.pushed",
                        "configuration.approved",
                        "configuration.released");
    }

    @Test
    void whoSawAnotherVersionActiveIsTold() {
        var first = versions.adopt(files("first"), "the folder", true);
        var one = approved("one");
        var other = approved("other");
        done(versions.activate(one, Optional.of(first), LEE));

        assertThat(refusal(versions.activate(other, Optional.of(first), LEE))).contains("Meanwhile " + one);
    }

    @Test
    void goingBackTwiceGoesTwoVersionsBack() {
        var first = versions.adopt(files("first"), "the folder", true);
        var second = approved("second");
        var third = approved("third");
        done(versions.activate(second, Optional.empty(), LEE));
        done(versions.activate(third, Optional.empty(), LEE));

        assertThat(done(versions.rollback(DANA)).id()).isEqualTo(second);
        assertThat(done(versions.rollback(DANA)).id()).isEqualTo(first);
        assertThat(refusal(versions.rollback(DANA))).contains("no version before");
        assertThat(versions.find(third).orElseThrow().last(Version.Step.Kind.ROLLED_BACK))
                .isPresent();
    }

    @Test
    void noNodeTakesUpWhatOneCannot() {
        var first = versions.adopt(files("first"), "the folder", true);
        var draft = approved("second");
        nodes.look("a:1", first);
        nodes.look("b:1", first);

        var activation = CompletableFuture.supplyAsync(() -> versions.activate(draft, Optional.empty(), LEE));
        await("a:1", first, draft);
        nodes.isReady("a:1", draft);
        nodes.refuses("b:1", draft, "the model is gone");

        assertThat(refusal(activation.join())).isEqualTo("b:1 cannot take it up: the model is gone");
        assertThat(versions.active()).contains(first);
        assertThat(versions.nodes()).extracting(Versions.NodeVersion::node).containsExactly("a:1", "b:1");
        assertThat(versions.nodes().getLast().refused()).isPresent();
    }

    @Test
    void twoWhoActivateAtOnceAreNotMixed() {
        var first = versions.adopt(files("first"), "the folder", true);
        var one = approved("one");
        var other = approved("other");
        nodes.look("a:1", first);

        var activation = CompletableFuture.supplyAsync(() -> versions.activate(one, Optional.empty(), LEE));
        await("a:1", first, one);
        assertThat(refusal(versions.activate(other, Optional.empty(), DANA))).contains("lee is activating " + one);
        nodes.isReady("a:1", one);
        takesUp("a:1", one);

        assertThat(done(activation.join()).id()).isEqualTo(one);
    }

    @Test
    void itIsToldWhenEachNodeDecidesByIt() {
        var first = versions.adopt(files("first"), "the folder", true);
        var draft = approved("second");
        nodes.look("a:1", first);

        var activation = CompletableFuture.supplyAsync(() -> versions.activate(draft, Optional.empty(), LEE));
        await("a:1", first, draft);
        nodes.isReady("a:1", draft);
        becomesActive(draft);
        assertThat(activation).isNotDone();
        takesUp("a:1", draft);

        assertThat(done(activation.join()).active()).isTrue();
    }

    /// The node looks until the version is active, and decides by it from then on.
    private void takesUp(String node, VersionId version) {
        becomesActive(version);
        nodes.look(node, version);
    }

    private void becomesActive(VersionId version) {
        while (!versions.active().equals(Optional.of(version))) {
            Thread.onSpinWait();
        }
    }

    /// The node looks until it is to get the version ready.
    private void await(String node, VersionId runs, VersionId next) {
        while (!nodes.look(node, runs).next().equals(Optional.of(next))) {
            Thread.onSpinWait();
        }
    }

    private VersionId approved(String name) {
        var id = push(name);
        done(versions.approve(id, DANA));
        return id;
    }

    private VersionId push(String name) {
        return ((Pushed.Taken) versions.push(files(name), "a try", LEE))
                .version()
                .id();
    }

    private static Version done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).version();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).because();
    }

    private List<String> kinds() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind from audit_entry order by id")
                        .mapTo(String.class)
                        .list());
    }

    private static PgVersions.Checked check(ConfigurationFiles files) {
        return new PgVersions.Checked(
                files.text("city.yml").contains("wrong")
                        ? List.of(new Problem("city.yml", 1, "name", "is wrong"))
                        : List.of(),
                List.of());
    }

    private static ConfigurationFiles files(String name) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("city.yml"));
            zip.write(("name: " + name).getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ((Parsed.Good<ConfigurationFiles>) ConfigurationFiles.ofZip(bytes.toByteArray())).value();
    }
}
