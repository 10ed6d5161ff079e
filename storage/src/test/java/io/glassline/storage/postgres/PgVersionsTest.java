package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntries;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.VersionId;
import io.glassline.storage.TestServers;
import io.glassline.version.Versions;
import io.glassline.version.Versions.Pushed;
import io.glassline.version.VersionsContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What PostgreSQL's versions promise besides: each node gets a version ready, and all steps are on the
/// record.
class PgVersionsTest extends VersionsContract {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private Database database;
    private PgVersionNodes nodes;
    private PgVersions versions;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        nodes = new PgVersionNodes(database);
        var audit = new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]);
        var ticks = new AtomicLong();
        InstantSource clock = () -> NOON.plusSeconds(ticks.getAndIncrement());
        versions = new PgVersions(
                database,
                nodes,
                new PgShadows(database, audit, clock, UUID::randomUUID),
                audit,
                files -> new PgVersions.Checked(mistakes(files), List.of()),
                clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Versions beginningWith(ConfigurationFiles first) {
        versions.adopt(first, "the folder", true);
        return versions;
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
    void eachStepIsOnTheRecord() {
        versions.adopt(files("first"), "the folder", true);
        var draft = approved("second");
        done(versions.activate(draft, Optional.empty(), LEE));
        done(versions.rollback(Optional.of(draft), DANA));

        assertThat(kinds())
                .containsExactly(
                        "configuration.pushed",
                        "configuration.released",
                        "configuration.pushed",
                        "configuration.approved",
                        "configuration.released",
                        "configuration.rolled-back");
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

    private List<String> kinds() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select kind from audit_entry order by id")
                        .mapTo(String.class)
                        .list());
    }
}
