package io.glassline.channels.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.NextSecrets;
import io.glassline.channel.Proof;
import io.glassline.channel.ProofTrial;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ReceiptText;
import io.glassline.kit.sample.TwilioCalls;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Why a provider's calls are refused, found out from the calls; and how a secret is changed without losing one.
class RefusedCallsTest {

    private static final String URL = "https://talk.city.example/channels/city-sms";
    private static final Map<String, String> FORM = Map.of(
            "AccountSid", "AC1",
            "MessageSid", "SM1",
            "From", "+15550142",
            "To", "+15550100",
            "Body", "The street light is out");
    private static final Secret OLD = new Secret("the-old-auth-token");
    private static final Secret NEXT = new Secret("the-next-auth-token");

    private final SmsAdapter adapter = new SmsAdapter();

    private static ChannelAccount account(String id, Secret secret, Map<String, Secret> next, String are) {
        return new ChannelAccount(
                id,
                SmsAdapter.KIND,
                "+15550100",
                Map.of("account-sid", "AC1", NextSecrets.SETTING, are),
                Map.of("auth-token", secret),
                next);
    }

    private static ChannelAccount account() {
        return account("city-sms", OLD, Map.of(), "accepted");
    }

    private static WebhookCall call(String signedUrl, Secret secret, Map<String, String> headers) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        var signed = new StringBuilder(signedUrl);
        new TreeMap<>(FORM).forEach((name, value) -> signed.append(name).append(value));
        all.put("x-twilio-signature", List.of(TwilioCalls.hmac(signed.toString(), secret.value())));
        var body = FORM.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElseThrow();
        return new WebhookCall("POST", "", URL, all, body.getBytes(UTF_8), Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the provider signed                                | and the call has           | what is told
              http://talk.city.example/channels/city-sms         | host: talk.city.example    | Set GLASSLINE_PUBLIC_URL
              https://sms.city.example/channels/city-sms         | host: sms.city.example     | Set GLASSLINE_PUBLIC_URL
              https://sms.city.example/channels/city-sms         | x-forwarded-host: sms.city.example, proxy.internal | The provider signed https://sms.city.example/channels/city-sms
              https://sms.city.example/channels/city-sms         | forwarded: for=1.2.3.4;host="sms.city.example";proto=https | Set GLASSLINE_PUBLIC_URL
              https://talk.city.example:8443/channels/city-sms   | x-forwarded-port: 8443     | Set GLASSLINE_PUBLIC_URL
              https://talk.city.example/channels/city-sms/       | host: talk.city.example    | Write the address at the provider as the gateway checks it
              https://talk.city.example/glassline/channels/city-sms | x-forwarded-prefix: /glassline | let the proxy pass it on as it came
              https://talk.city.example/hooks/sms?key=secret     | x-original-uri: /hooks/sms?key=secret | The provider signed https://talk.city.example/hooks/sms, and
              https://elsewhere.example/channels/city-sms        | host: talk.city.example    |
            """)
    void theAddressThatTheProviderSignedIsFound(String signed, String header, String told) {
        var named = header.split(": ", 2);
        var call = call(signed, OLD, Map.of(named[0], named[1]));
        assertThat(adapter.receive(call, account())).isInstanceOf(Receipt.Refused.class);

        var hint = new ProofTrial(adapter, account(), List.of(account())).hint(call);
        if (told == null) {
            assertThat(hint).isEmpty();
        } else {
            assertThat(hint.orElseThrow()).contains(told).doesNotContain("key=secret");
        }
    }

    @Test
    void aSecretWithASpaceOrOfAnotherAccountIsFound() {
        var call = call(URL, OLD, Map.of());
        for (var secret : List.of("the-old-auth-token\n", " the-old-auth-token", "\"the-old-auth-token\"")) {
            var wrong = account("city-sms", new Secret(secret), Map.of(), "accepted");
            assertThat(new ProofTrial(adapter, wrong, List.of(wrong)).hint(call).orElseThrow())
                    .contains("a space, a line end or a quotation mark");
        }

        var called = account("city-alerts", NEXT, Map.of(), "accepted");
        assertThat(new ProofTrial(adapter, called, List.of(called, account()))
                        .hint(call)
                        .orElseThrow())
                .contains("signed for the account city-sms");
    }

    @Test
    void whoDoesNotKnowTheSecretLearnsNothing() {
        var forged = call(URL, new Secret("guess"), Map.of("host", "evil.example", "x-forwarded-host", "evil.example"));

        assertThat(new ProofTrial(adapter, account(), List.of(account())).hint(forged))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # signed with | next-secrets-are | then
              old         | accepted         | SM1 from +15550142: "The street light is out"
              next        | accepted         | SM1 from +15550142: "The street light is out"
              guess       | accepted         | refused, not authentic: signature wrong
              old         | reported         | SM1 from +15550142: "The street light is out"
              next        | reported         | refused, not authentic: signature wrong
            """)
    void whileASecretIsChangedBothAreTakenOrTheNextIsOnlyReported(String signedWith, String are, String then) {
        var secret = Map.of("old", OLD, "next", NEXT).getOrDefault(signedWith, new Secret("guess"));
        var changing = account("city-sms", OLD, Map.of("auth-token", NEXT), are);
        var call = call(URL, secret, Map.of());

        assertThat(ReceiptText.of(NextSecrets.receive(call, adapter, changing))).isEqualTo(then);
        assertThat(NextSecrets.prove(call, adapter, changing.withNextSecrets().orElseThrow()))
                .isEqualTo(signedWith.equals("next"));
    }

    @Test
    void theNextSecretIsNotStoredEither() {
        var changing = account("city-sms", OLD, Map.of("auth-token", NEXT), "accepted");
        var call = call(URL, OLD, Map.of("authorization", "Bearer the-next-auth-token"));

        assertThat(Proof.withoutSecrets(call, changing).header("authorization"))
                .isNotEmpty()
                .isNotEqualTo(Optional.of("Bearer the-next-auth-token"));
    }
}
