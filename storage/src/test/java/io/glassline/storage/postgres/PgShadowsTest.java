package io.glassline.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.VersionId;
import io.glassline.storage.TestServers;
import io.glassline.trial.Shadows;
import io.glassline.trial.ShadowsContract;
import io.glassline.trial.Share;
import io.glassline.version.Versions.Pushed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Shadows in real tables; beginning and ending are on the record.
class PgShadowsTest extends ShadowsContract {

    private Database database;
    private PgVersions versions;
    private PgShadows shadows;
    private VersionId active;
    private VersionId draft;
    private VersionId otherDraft;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        var audit = new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]);
        shadows = new PgShadows(database, audit, clock, UUID::randomUUID);
        versions = new PgVersions(
                database,
                new PgVersionNodes(database),
                shadows,
                audit,
                _ -> new PgVersions.Checked(List.of(), List.of()),
                clock);
        active = versions.adopt(files("first"), "the folder", true);
        draft = pushed("second");
        otherDraft = pushed("third");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoBeganAndEndedItIsOnTheRecord() {
        shadows.begin(draft, new Share(100), Duration.ofHours(1), LEE);
        shadows.end(DANA);
        shadows.begin(draft, new Share(100), Duration.ofHours(1), LEE);
        clock.advance(Duration.ofHours(1));
        shadows.running();
        shadows.running();

        assertThat(entries())
                .containsExactly(
                        "configuration.shadow-begun lee",
                        "configuration.shadow-ended dana",
                        "configuration.shadow-begun lee",
                        "configuration.shadow-ended gateway");
    }

    private List<String> entries() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select kind, convert_from(sealed, 'UTF8') as sealed from audit_entry
                                where kind like 'configuration.shadow%' order by id
                                """)
                        .map((row, _) -> row.getString("kind")
                                + row.getString("sealed").replaceFirst("(?s).*\"who\":\"([a-z]+)\".*", " $1"))
                        .list());
    }

    @Override
    protected Shadows shadows() {
        return shadows;
    }

    @Override
    protected VersionId active() {
        return active;
    }

    @Override
    protected VersionId draft() {
        return draft;
    }

    @Override
    protected VersionId otherDraft() {
        return otherDraft;
    }

    @Override
    protected void activate(VersionId version) {
        versions.approve(version, DANA);
        versions.activate(version, Optional.empty(), LEE);
    }

    private VersionId pushed(String name) {
        return ((Pushed.Taken) versions.push(files(name), "a try", Actor.atConsole("ops")))
                .version()
                .id();
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
