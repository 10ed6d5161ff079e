package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditEntries;
import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Shown;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.programme.Campaigns.Audience;
import io.glassline.storage.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who has a programme follows the consent ledger.
class PgSubscriptionsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T20:00:00Z");

    private static Database database;
    private static PgConsentLedger ledger;
    private static PgCampaigns campaigns;

    private final String programme = "p-" + UUID.randomUUID();
    private final String other = "q-" + UUID.randomUUID();
    private final Lane ana = lane();

    @BeforeAll
    static void open() {
        var audit = new AuditEntries(() -> new byte[AuditEntries.SALT_BYTES]);
        database = TestServers.newDatabase();
        ledger = new PgConsentLedger(database, audit);
        campaigns = new PgCampaigns(database, audit);
    }

    @AfterAll
    static void close() {
        ledger.close();
        database.close();
    }

    @Test
    void whoeverJoinsHasItInTheLanguageTheyAskedInWithTheProof() {
        join(ana, programme, "es");
        assertThat(campaigns.audience(programme)).containsExactly(new Audience("sms", "es", 1));
        assertThat(proofs(programme)).containsExactly("JOIN IT | what you agree to | ");
    }

    @Test
    void whoeverLeavesEndsThatOneAndKeepsTheProof() {
        join(ana, programme, "en");
        join(ana, other, "en");
        say(ana, programme, Standing.OPTED_OUT);
        assertThat(campaigns.audience(programme)).isEmpty();
        assertThat(campaigns.audience(other)).hasSize(1);
        assertThat(proofs(programme)).containsExactly("JOIN IT | what you agree to | " + programme);

        join(ana, programme, "en");
        assertThat(campaigns.audience(programme)).hasSize(1);
        assertThat(proofs(programme)).hasSize(2);
    }

    @Test
    void stopEndsAllOfThemAndStartBringsNoneBack() {
        join(ana, programme, "en");
        join(ana, other, "en");
        say(ana, ConsentChange.ALL, Standing.OPTED_OUT);
        assertThat(campaigns.audience(programme)).isEmpty();
        assertThat(campaigns.audience(other)).isEmpty();
        say(ana, ConsentChange.ALL, Standing.OPTED_IN);
        assertThat(campaigns.audience(programme)).isEmpty();
        assertThat(proofs(programme)).containsExactly("JOIN IT | what you agree to | all");
    }

    @Test
    void stopOnAnotherOfTheCitizensAddressesEndsItToo() {
        var also = lane();
        ledger.join(also, ana.citizen(), Joint.CHANGED);
        join(ana, programme, "en");
        say(also, ConsentChange.ALL, Standing.OPTED_OUT);
        assertThat(campaigns.audience(programme)).isEmpty();
    }

    @Test
    void nobodyElsesStopEndsIt() {
        join(ana, programme, "en");
        say(lane(), ConsentChange.ALL, Standing.OPTED_OUT);
        assertThat(campaigns.audience(programme)).hasSize(1);
    }

    private static Lane lane() {
        return new Lane("city-sms", new Address(new ChannelKind("sms"), "US." + UUID.randomUUID()));
    }

    private static void join(Lane lane, String programme, String language) {
        ledger.write(new ConsentChange(
                lane,
                programme,
                Standing.OPTED_IN,
                ConsentChange.KEYWORD,
                "JOIN IT",
                NOON,
                Optional.of(new Shown(Locale.of(language), "what you agree to"))));
    }

    private static void say(Lane lane, String programme, Standing standing) {
        ledger.write(new ConsentChange(lane, programme, standing, ConsentChange.KEYWORD, "said", NOON));
    }

    private static List<String> proofs(String programme) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select words || ' | ' || shown || ' | ' || coalesce(ended_by, '') from subscription
                        where programme = :programme order by ended_at is null
                        """)
                        .bind("programme", programme)
                        .mapTo(String.class)
                        .list());
    }
}
