package io.glassline.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.conversation.Samples;
import io.glassline.message.ChannelKind;
import io.glassline.turn.City;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an account says of itself, how it sends, and what a call to it holds.
class AccountsTest {

    private static final SendPolicy USUAL = new SendPolicy(100, WhenUnknown.SEND_AGAIN, Duration.ofMinutes(1));

    private final Channels channels = new City().channels;

    @Test
    void givesItsSettingsAndSecretsAndSaysWhatIsMissing() {
        var account = new ChannelAccount(
                "city-sms", Samples.SMS, "+15550100", Map.of("region", "us1"), Map.of("token", new Secret("s3cret")));

        assertThat(account.setting("region")).contains("us1");
        assertThat(account.setting("edge")).isEmpty();
        assertThat(account.requiredSetting("region")).isEqualTo("us1");
        assertThat(account.secret("token").value()).isEqualTo("s3cret");
        assertThatThrownBy(() -> account.requiredSetting("edge"))
                .hasMessage("account city-sms has no setting named edge");
        assertThatThrownBy(() -> account.secret("sid")).hasMessage("account city-sms has no secret named sid");
        assertThat(account.toString()).contains("•••").doesNotContain("s3cret");
    }

    @Test
    void anAccountOfAKindThatNobodySpeaksForIsRefused() {
        var mail = new ChannelAccount("city-mail", Samples.EMAIL, "city@city.example", Map.of(), Map.of());

        assertThatThrownBy(() -> new Channels(List.of(mail), List.of()))
                .hasMessage("no adapter for channel kind email");
    }

    @Test
    void theCitysAccountsAreFoundWithHowTheySend() {
        var accounts = new String[] {"city-sms", "slow-sms", "hasty-sms", "paper-email", "paper-voice"};
        assertThat(channels.accounts()).extracting(ChannelAccount::id).containsExactlyInAnyOrder(accounts);
        assertThat(channels.pushAccountIds()).containsExactlyInAnyOrder(accounts);
        assertThat(channels.sendPolicy("city-sms").orElseThrow().partsPerSecond())
                .isEqualTo(100);
        assertThat(channels.sendPolicy("city-voice")).isEmpty();
    }

    @Test
    void anAccountMaySayOtherwiseHowItSends() {
        var account = new ChannelAccount(
                "city-sms",
                Samples.SMS,
                "+15550100",
                Map.of("parts-per-second", "10000", "when-unknown", "ask-a-person"),
                Map.of());

        assertThat(USUAL.of(account))
                .isEqualTo(new SendPolicy(10_000, WhenUnknown.ASK_A_PERSON, Duration.ofMinutes(1)));
        assertThat(USUAL.of(new ChannelAccount("city-sms", Samples.SMS, "+15550100", Map.of(), Map.of())))
                .isEqualTo(USUAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void aRateThatNoProviderHasIsRefused(int rate) {
        assertThatThrownBy(() -> new SendPolicy(rate, WhenUnknown.SEND_AGAIN, Duration.ZERO))
                .hasMessage(rate + " parts per second");
        assertThat(new SendPolicy(1, WhenUnknown.SEND_AGAIN, Duration.ZERO).partsPerSecond())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # setting         | value        | what is wrong with it
          parts-per-second | 1            | -
          parts-per-second | 10000        | -
          parts-per-second | 0            | "parts-per-second" must be a whole number from 1 to 10000
          parts-per-second | 10001        | "parts-per-second" must be a whole number from 1 to 10000
          parts-per-second | -1           | "parts-per-second" must be a whole number from 1 to 10000
          parts-per-second | many         | "parts-per-second" must be a whole number from 1 to 10000
          when-unknown     | send-again   | -
          when-unknown     | ask-a-person | -
          when-unknown     | SEND_AGAIN   | "when-unknown" must be send-again or ask-a-person
          region           | us1          | -
        """, quoteCharacter = '`')
    void aSettingOfSendingIsJudged(String setting, String value, String mistake) {
        assertThat(SendPolicy.mistake(setting, value)).isEqualTo(Optional.ofNullable(mistake));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # setting               | value  | what is wrong with it
          ends-after-quiet-hours | 1     | -
          ends-after-quiet-hours | 8760  | -
          ends-after-quiet-hours | 0     | "ends-after-quiet-hours" must be a whole number of hours from 1 to 8760
          ends-after-quiet-hours | 8761  | "ends-after-quiet-hours" must be a whole number of hours from 1 to 8760
          ends-after-quiet-hours | 24h   | "ends-after-quiet-hours" must be a whole number of hours from 1 to 8760
          messages-per-hour      | 1     | -
          answers-per-hour       | 10000 | -
          messages-per-hour      | 0     | "messages-per-hour" must be a whole number from 1 to 10000
          answers-per-hour       | 10001 | "answers-per-hour" must be a whole number from 1 to 10000
          replies-per-hour       | many  | "replies-per-hour" must be a whole number from 1 to 10000
          burst-seconds          | 0     | -
          burst-seconds          | 10    | -
          burst-seconds          | 11    | "burst-seconds" must be a whole number of seconds from 0 to 10
          burst-seconds          | soon  | "burst-seconds" must be a whole number of seconds from 0 to 10
          media-max-mib          | 64    | -
          media-max-mib          | 65    | "media-max-mib" must be a whole number of MiB from 1 to 64
          media-unscanned        | show  | -
          media-unscanned        | hide  | "media-unscanned" must be hold or show
          media-original-days    | 0     | -
          media-original-days    | 3651  | "media-original-days" must be a whole number of days from 0 to 3650
          region                 | us1   | -
        """, quoteCharacter = '`')
    void aSettingOfHowMuchAndHowLongIsJudged(String setting, String value, String mistake) {
        var form = new AccountForm(Set.of(), Set.of(), Set.of(), Set.of()).sending();

        assertThat(form.mistake(setting, value)).isEqualTo(Optional.ofNullable(mistake));
    }

    @Test
    void anAccountMaySayOtherwiseHowMuchAndHowLong() {
        var account = new ChannelAccount(
                "city-sms",
                Samples.SMS,
                "+15550100",
                Map.of(
                        "ends-after-quiet-hours", "72",
                        "burst-seconds", "7",
                        "messages-per-hour", "10",
                        "answers-per-hour", "5",
                        "replies-per-hour", "7"),
                Map.of());
        var usual = new ChannelAccount("city-sms", Samples.SMS, "+15550100", Map.of(), Map.of());

        assertThat(TrafficBudget.USUAL.of(account)).isEqualTo(new TrafficBudget(10, 5, 7));
        assertThat(TrafficBudget.USUAL.of(usual)).isEqualTo(TrafficBudget.USUAL);
        assertThat(EndPolicy.BY_THREAD.of(account)).isEqualTo(new EndPolicy(Optional.of(Duration.ofHours(72))));
        assertThat(EndPolicy.CALL.of(usual)).isEqualTo(EndPolicy.CALL);
        assertThat(BurstPolicy.USUAL.of(account)).isEqualTo(new BurstPolicy(Duration.ofSeconds(7)));
        assertThat(BurstPolicy.USUAL.of(usual)).isEqualTo(BurstPolicy.USUAL);
        assertThatThrownBy(() -> new BurstPolicy(Duration.ofSeconds(11))).hasMessageContaining("PT11S");
        assertThatThrownBy(() -> new TrafficBudget(0, 1, 1)).hasMessageContaining("0 messages");
        assertThatThrownBy(() -> new EndPolicy(Optional.of(Duration.ZERO))).hasMessageContaining("PT0S");
    }

    @Test
    void aCallTellsItsFirstHeaderAndItsRawQuery() {
        var call = call(
                "https://city.example/channels/a?x=%20&y=1", Map.of("via", List.of("one", "two"), "no", List.of()));

        assertThat(call.header("via")).contains("one");
        assertThat(call.header("no")).isEmpty();
        assertThat(call.header("none")).isEmpty();
        assertThat(call.rawQuery()).isEqualTo("x=%20&y=1");
        assertThat(call("?x", Map.of()).rawQuery()).isEqualTo("x");
        assertThat(call("https://city.example/channels/a", Map.of()).rawQuery()).isEmpty();
    }

    @Test
    void aSecretIsTheSameOrItIsNot() {
        var expected = new Secret("s3cret");

        assertThat(Proof.sameSecret(Optional.of("s3cret"), expected)).isTrue();
        assertThat(Proof.sameSecret(Optional.of("S3cret"), expected)).isFalse();
        assertThat(Proof.sameSecret(Optional.of(""), expected)).isFalse();
        assertThat(Proof.sameSecret(Optional.empty(), expected)).isFalse();
    }

    @Test
    void aSecretIsTakenOutOfAStoredCallAndStillProvesIt() {
        var secret = new Secret("a long enough s3cret");
        var account = new ChannelAccount("a", new ChannelKind("sms"), "1", Map.of(), Map.of("token", secret));
        var call = new WebhookCall(
                "POST",
                "",
                "https://city.example/channels/a?token=a long enough s3cret",
                Map.of(
                        "x-token",
                        List.of("a long enough s3cret"),
                        "authorization",
                        List.of("Bearer a long enough s3cret")),
                "body".getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);

        var kept = Proof.withoutSecrets(call, account);

        assertThat(kept.publicUrl() + kept.headers()).doesNotContain("s3cret");
        assertThat(Proof.carries(call, "x-token", secret)).isTrue();
        assertThat(Proof.carries(kept, "x-token", secret)).isTrue();
        assertThat(Proof.carries(kept, "x-token", new Secret("another s3cret of it")))
                .isFalse();
        assertThat(Proof.carries(kept, "x-other", secret)).isFalse();
        var forged = new WebhookCall(
                "POST", "", "", kept.headers(), "another body".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        assertThat(Proof.carries(forged, "x-token", secret)).isFalse();
    }

    private static WebhookCall call(String url, Map<String, List<String>> headers) {
        return new WebhookCall("GET", "", url, headers, new byte[0], Instant.EPOCH);
    }
}
