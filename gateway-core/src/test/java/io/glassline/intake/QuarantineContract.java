package io.glassline.intake;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.SMS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Samples;
import io.glassline.intake.Quarantine.How;
import io.glassline.intake.Quarantine.Line;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [Quarantine] promises.
public abstract class QuarantineContract {

    private static final Actor ADA = Actor.atConsole("ada");

    private final String account = "account-" + UUID.randomUUID();

    /// The quarantine under test; may hold what other tests left.
    protected abstract Quarantine quarantine();

    /// The audit stream so far.
    protected abstract List<AuditEntry> entries();

    @Test
    void keepsADeliveryAsItCame() {
        var call = call("", "", "not a message \0 \u00ff");

        assertThat(keep(call)).isTrue();

        var line = ours().getFirst();
        assertThat(line.because()).isEqualTo("it was broken");
        assertThat(line.channel()).isEqualTo(SMS);
        assertThat(line.receivedAt()).isEqualTo(NOW);
        assertThat(line.bytes()).isEqualTo(call.body().length);
        var kept = quarantine().find(line.number()).orElseThrow();
        assertThat(kept.line()).isEqualTo(line);
        assertThat(kept.settled()).isEmpty();
        assertThat(kept.call()).usingRecursiveComparison().isEqualTo(call);
        assertThat(kinds()).containsExactly("message.quarantined");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the same again          |        |       | words | false
            another body            |        |       | other | true
            another endpoint        | status |       | words | true
            another query           |        | ref=1 | words | true
            """)
    void keepsWhatAProviderSendsAgainOnce(String what, String endpoint, String query, String body, boolean isNew) {
        keep(call("", "", "words"));

        var again = call(endpoint == null ? "" : endpoint, query == null ? "" : query, body);

        assertThat(keep(again)).as(what).isEqualTo(isNew);
        assertThat(ours()).hasSize(isNew ? 2 : 1);
        assertThat(kinds()).hasSize(isNew ? 2 : 1);
    }

    @Test
    void oneAccountsDeliveryIsNotAnothers() {
        var call = call("", "", "words");
        keep(call);

        assertThat(quarantine().keep("another " + account, SMS, call, "it was broken"))
                .isTrue();
    }

    @Test
    void listsTheLatestFirstAndNoMoreThanAsked() {
        for (var body : List.of("first", "second", "third")) {
            keep(call("", "", body));
        }

        assertThat(ours()).extracting(Line::bytes).containsExactly(5, 6, 5);
        assertThat(quarantine().waiting(2)).hasSize(2);
        assertThat(quarantine().waitingCount()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledWaitsNoMoreAndIsSettledOnce(How how) {
        keep(call("", "", "words"));
        var number = ours().getFirst().number();
        var before = quarantine().waitingCount();

        assertThat(quarantine().settle(number, how, ADA, NOW)).isTrue();
        assertThat(quarantine().settle(number, how, ADA, NOW)).isFalse();

        assertThat(ours()).isEmpty();
        assertThat(quarantine().waitingCount()).isEqualTo(before - 1);
        assertThat(quarantine().find(number).orElseThrow().settled()).contains(how);
        assertThat(keep(call("", "", "words"))).as("it comes again").isFalse();
        assertThat(ours()).isEmpty();
        assertThat(kinds())
                .containsExactly(
                        "message.quarantined",
                        switch (how) {
                            case READ_AGAIN -> "message.redriven";
                            case SET_ASIDE -> "quarantine.set-aside";
                        });
    }

    @Test
    void eachLookIsOnTheRecordAndNoEntryHoldsAWord() {
        keep(call("", "", "words of a citizen"));
        var number = ours().getFirst().number();

        assertThat(quarantine().view(number, ADA, NOW))
                .usingRecursiveComparison()
                .isEqualTo(quarantine().find(number));
        quarantine().view(number, ADA, NOW);

        assertThat(kinds()).containsExactly("message.quarantined", "quarantine.viewed", "quarantine.viewed");
        assertThat(sealedParts())
                .allSatisfy(part -> assertThat(part)
                        .doesNotContain("words")
                        .contains("\"number\":" + number)
                        .contains(account));
    }

    @Test
    void thereIsNoDeliveryWhereThereIsNone() {
        assertThat(quarantine().find(Long.MAX_VALUE)).isEmpty();
        assertThat(quarantine().view(Long.MAX_VALUE, ADA, NOW)).isEmpty();
        assertThat(quarantine().settle(Long.MAX_VALUE, How.SET_ASIDE, ADA, NOW)).isFalse();
    }

    private boolean keep(WebhookCall call) {
        return quarantine().keep(account, SMS, call, "it was broken");
    }

    private WebhookCall call(String endpoint, String query, String body) {
        return new WebhookCall(
                "POST",
                endpoint,
                "https://city.example/channels/" + account + (query.isEmpty() ? "" : "?" + query),
                Map.of("content-type", List.of("text/plain"), "x-two", List.of("1", "2")),
                body.getBytes(UTF_8),
                NOW);
    }

    private List<Line> ours() {
        return quarantine().waiting(1_000).stream()
                .filter(line -> line.accountId().equals(account))
                .toList();
    }

    private List<String> sealedParts() {
        return entries().stream()
                .filter(entry -> entry.opening().isPresent())
                .map(Samples::sealed)
                .filter(part -> part.contains("\"account\":\"" + account + "\""))
                .toList();
    }

    private List<String> kinds() {
        return sealedParts().stream()
                .map(part -> part.replaceFirst(".*\"kind\":\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
