package io.glassline.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.kit.sample.TwilioCalls;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioSignatureTest {

    private static final Secret TOKEN = new Secret(TwilioCalls.TOKEN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # called                                        | signed
              https://a.example/x                           | https://a.example/x
              https://a.example/x                           | https://a.example:443/x
              https://a.example:443/x                       | https://a.example/x
              https://a.example:8443/x                      | https://a.example/x
              http://a.example/x                            | http://a.example:80/x
              http://localhost:8080/x?a=%2B1&e=%26z         | http://localhost:8080/x?a=%2B1&e=%26z
              http://localhost:8080/x?a=%2B1&e=%26z         | http://localhost/x?a=%2B1&e=%26z
              https://a.example/x?q=a%20b+c                 | https://a.example/x?q=a%20b+c
              https://a.example/x#rc=3&rp=all               | https://a.example/x
              http://[::1]:8080/x                           | http://[::1]:8080/x
              http://[::1]/x                                | http://[::1]:80/x
              https://a.example?x=http://b.example:99/      | https://a.example:443?x=http://b.example:99/
            """)
    void aUrlIsTheSameWithAndWithoutItsPort(String called, String signed) {
        assertThat(proves(called, "", TwilioCalls.hmac(signed, TwilioCalls.TOKEN)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # called                        | signed
              https://a.example/x           | http://a.example/x
              https://a.example/x           | https://a.example:8443/x
              https://a.example/x           | https://a.example/y
              https://a.example/x?a=%2B1    | https://a.example/x?a=+1
              https://a.example/x?a=1       | https://a.example/x
              https://a.example/x           | https://b.example/x
            """)
    void anotherUrlIsNot(String called, String signed) {
        assertThat(proves(called, "", TwilioCalls.hmac(signed, TwilioCalls.TOKEN)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # form                          | what is signed after the URL
              b=2&a=1                       | a1b2
              B=2&a=1&A=0                   | A0B2a1
              a=x+y%26z                     | ax y&z
              a=                            | a
              a                             | a
              a=2&a=1                       | a1a2
              a=2&a=1                       | a2a1
              a=1&a=1                       | a1
              a=1&a=1                       | a1a1
              Body=%C2%BFD%C3%B3nde%3F      | Body¿Dónde?
            """)
    void fieldsAreSignedSortedAndDecoded(String form, String signed) {
        var url = "https://a.example/x";
        assertThat(proves(url, form, TwilioCalls.hmac(url + signed, TwilioCalls.TOKEN)))
                .isTrue();
        assertThat(proves(url, form, TwilioCalls.hmac(url + signed + " ", TwilioCalls.TOKEN)))
                .isFalse();
        assertThat(proves(url, form, TwilioCalls.hmac(url + signed, "another token")))
                .isFalse();
    }

    /// The same words as the SDK, where the SDK is right.
    @Test
    void agreesWithTheSdkOnItsOwnExample() {
        var url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        var fields = Map.of(
                "CallSid",
                "CA1234567890ABCDE",
                "Caller",
                "+14158675310",
                "Digits",
                "1234",
                "From",
                "+14158675310",
                "To",
                "+18005551212");
        var form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212";
        var signature = TwilioCalls.hmac(
                url + "CallSidCA1234567890ABCDECaller+14158675310Digits1234From+14158675310To+18005551212",
                TwilioCalls.TOKEN);

        assertThat(new RequestValidator(TwilioCalls.TOKEN).validate(url, fields, signature))
                .isTrue();
        assertThat(proves(url, form, signature)).isTrue();
    }

    @Test
    void aBodyThatIsNoFormIsSignedByItsHashInTheUrl() throws Exception {
        var account = new ChannelAccount(
                "city-sms", SmsAdapter.KIND, "+15550100", Map.of("account-sid", "AC1"), Map.of("auth-token", TOKEN));
        var body = "AccountSid=AC1&MessageSid=SM1&From=1".getBytes(UTF_8);
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        var url = "https://a.example/channels/city-sms?bodySHA256=" + hash;
        var headers = TwilioCalls.signature(url);

        assertThat(TwilioWebhook.read(new WebhookCall("POST", "", url, headers, body, TwilioCalls.NOW), account))
                .isInstanceOf(TwilioWebhook.Genuine.class);
        body[0] = 'B';
        assertThat(TwilioWebhook.read(new WebhookCall("POST", "", url, headers, body, TwilioCalls.NOW), account))
                .isInstanceOf(TwilioWebhook.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"a=%", "a=%4", "a=%GG", "a=%C3", "%FF=1", "a=%ED%A0%80"})
    void aFormWithABrokenEscapeIsNoForm(String form) {
        assertThat(TwilioForm.read(form)).isEmpty();
    }

    private static boolean proves(String url, String form, String signature) {
        return TwilioSignature.proves(signature, url, TwilioForm.read(form).orElseThrow(), TOKEN);
    }
}
