package io.glassline.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.connection.HttpLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Attacks over HTTP by those who have proved nothing, while genuine calls go on: each of these gets its
/// 200, health and memory are up throughout, and large bodies stay within their budget.
class AttackTest {

    private static final double DIRECT_SHARE_MAX = 0.5;
    private static final int FOLLOWERS_MAX = 8;

    @TempDir
    static Path folder;

    private static AttackTown town;

    @BeforeAll
    static void start() {
        town = AttackTown.start(folder, 1);
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    static List<HttpAttack> attacks() {
        return HttpAttack.ALL;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void keepsNoGenuineCallOut(HttpAttack attack) {
        var account = new HttpRun(town).run(attack);

        assertThat(account.isTold()).as(attack.told()).isTrue();
        assertThat(account.isLetGo()).as("nothing is held for them").isTrue();
        var genuine = account.genuine();
        assertThat(genuine.failures).isEmpty();
        assertThat(genuine.health).allMatch(AttackTown::isUp);
        assertThat(genuine.bodyBytesMax).isLessThanOrEqualTo(HttpLimits.DEFAULT.bodiesMaxBytes());
        assertThat(genuine.directMax).isLessThan(DIRECT_SHARE_MAX);
    }

    record Bomb(String what, String account, String body, int status) {
        @Override
        public String toString() {
            return what + " → " + status;
        }
    }

    static final List<Bomb> BOMBS = List.of(
            new Bomb("JSON of 100,000 levels", "city-whatsapp", "{\"entry\":" + "[".repeat(100_000), 400),
            new Bomb("a number of 1,000,000 digits", "city-whatsapp", "{\"entry\":" + "9".repeat(1_000_000) + "}", 400),
            new Bomb("a text of 2 MB", "city-sms", "x".repeat(2_000_000), 200),
            new Bomb("a NUL among words", "city-sms", "one\0two", 200));

    @ParameterizedTest
    @FieldSource("BOMBS")
    void whatAProviderSignsIsReadOrRefusedAndBreaksNothing(Bomb bomb) throws IOException {
        var calls = new SignedCalls(town.port);

        assertThat(bomb.account.equals("city-sms") ? calls.sms(bomb.body) : calls.whatsApp(bomb.body))
                .isEqualTo(bomb.status);
    }

    /// The ninth of those who ask at the same moment may get an answer that ends at once, so the places
    /// are counted when that is over.
    @Test
    void whoFollowsTheRecordAndReadsNothingTakesAFewPlacesAtMost() {
        try (var attackers = new Attackers(town.port, town.insidePort)) {
            attackers.followers(100);

            assertThat(HttpRun.comes(() -> attackers.told(" 429 ") > 50))
                    .as("most are told to come again")
                    .isTrue();
            assertThat(HttpRun.comes(() -> town.figure("glassline_http_streams{listener=\"inside\"}") <= FOLLOWERS_MAX))
                    .as("a few follow at most")
                    .isTrue();
        }
    }
}
