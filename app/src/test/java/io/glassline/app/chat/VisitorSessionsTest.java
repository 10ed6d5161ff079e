package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channels.web.WebAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorSessionsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private Instant now = NOW;
    private final VisitorSessions sessions = new VisitorSessions(() -> now);
    private final ChannelAccount chat = chat("city-web", "a-secret-of-the-test");

    static ChannelAccount chat(String id, String secret) {
        return new ChannelAccount(
                id,
                WebAdapter.KIND,
                "www.city.example",
                Map.of(WebAdapter.ORIGINS, "https://www.city.example https://city.example/"),
                Map.of(WebAdapter.SESSION_SECRET, new Secret(secret)));
    }

    @Test
    void aSessionIsKnownByItsTokenUntilItEnds() {
        var session = sessions.begin(chat);

        assertThat(sessions.read(chat, session.token())).contains(session);
        now = NOW.plus(VisitorSessions.LASTS).minusSeconds(1);
        assertThat(sessions.read(chat, session.token())).isPresent();
        now = NOW.plus(VisitorSessions.LASTS);
        assertThat(sessions.read(chat, session.token())).isEmpty();
    }

    @Test
    void oneThatIsRenewedIsTheSameVisitorForLonger() {
        var session = sessions.begin(chat);
        now = NOW.plus(Duration.ofDays(6));
        var renewed = sessions.renewed(chat, session);

        assertThat(renewed.visitor()).isEqualTo(session.visitor());
        assertThat(renewed.expiresAt()).isEqualTo(now.plus(VisitorSessions.LASTS));
    }

    @Test
    void noTwoVisitorsAreTheSame() {
        assertThat(sessions.begin(chat).visitor())
                .isNotEqualTo(sessions.begin(chat).visitor());
    }

    /// A new secret ends all sessions, and one account's are none of another's.
    @Test
    void anotherSecretAndAnotherAccountKnowItNot() {
        var token = sessions.begin(chat).token();

        assertThat(sessions.read(chat("city-web", "another-secret"), token)).isEmpty();
        assertThat(sessions.read(chat("parks-web", "a-secret-of-the-test"), token))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "..",
                "VISITOR.EXPIRES.",
                "VISITOR.9999999999.MAC",
                "AAAAAAAAAAAAAAAAAAAAAAAA.EXPIRES.MAC",
                "VISITOR.EXPIRES.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "VISITOR.EXPIRES.MAC ",
                "VISITOR.0EXPIRES.MAC",
                "VISITOR.EXPIRES.MAC.more"
            })
    void aForgedOneIsNone(String forged) {
        var token = sessions.begin(chat).token().split("\\.");

        assertThat(sessions.read(
                        chat,
                        forged.replace("VISITOR", token[0])
                                .replace("EXPIRES", token[1])
                                .replace("MAC", token[2])))
                .isEmpty();
    }

    @Test
    void itIsNotPrintedByAccident() {
        var session = sessions.begin(chat);

        assertThat(session.toString()).doesNotContain(session.token(), session.visitor());
    }
}
