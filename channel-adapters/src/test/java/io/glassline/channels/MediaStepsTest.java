package io.glassline.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MediaChannel;
import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.email.EmailAdapter;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.channels.telegram.TelegramAdapter;
import io.glassline.channels.whatsapp.WhatsAppAdapter;
import io.glassline.message.Content;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How each channel's pictures are fetched: what is asked first, with which credentials, and what its
/// answer means.
class MediaStepsTest {

    private static final Map<String, PushAdapter> ADAPTERS = Map.of(
            "sms", new SmsAdapter(),
            "whatsapp", new WhatsAppAdapter(),
            "telegram", new TelegramAdapter(),
            "email", new EmailAdapter());

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # channel  | api-url               | location                                  | first step
          sms      |                       | https://api.twilio.com/A/Media/ME1        | load https://api.twilio.com/A/Media/ME1 with Basic AC1:the-secret
          sms      |                       | https://api.dublin.ie1.twilio.com/M/1     | load https://api.dublin.ie1.twilio.com/M/1 with Basic AC1:the-secret
          sms      |                       | https://mms.twiliocdn.com/1               | load https://mms.twiliocdn.com/1 with nothing
          sms      |                       | http://api.twilio.com/A/Media/ME1         | load http://api.twilio.com/A/Media/ME1 with nothing
          sms      |                       | https://evil.test/api.twilio.com          | load https://evil.test/api.twilio.com with nothing
          sms      | http://localhost:8090 | http://localhost:8090/A/Media/ME1         | load http://localhost:8090/A/Media/ME1 with Basic AC1:the-secret
          sms      |                       | urn:nowhere                               | never
          whatsapp |                       | whatsapp:media/1003383421387256           | ask https://graph.facebook.com/v23.0/1003383421387256?phone_number_id=own with Bearer the-secret
          whatsapp | http://localhost:8090 | whatsapp:media/10                         | ask http://localhost:8090/v23.0/10?phone_number_id=own with Bearer the-secret
          whatsapp |                       | whatsapp:media/..%2F..%2Fme               | ask https://graph.facebook.com/v23.0/..%2F..%2Fme?phone_number_id=own with Bearer the-secret
          whatsapp |                       | https://evil.test/                        | never
          telegram |                       | telegram:file/AgACx-Y_z                   | ask https://api.telegram.org/botthe-secret/getFile?file_id=AgACx-Y_z with nothing
          telegram |                       | telegram:file/a%26b                       | ask https://api.telegram.org/botthe-secret/getFile?file_id=a%26b with nothing
          email    |                       | mail:attachment/0                         | in the call
          email    |                       | mail:attachment/x                         | never
        """)
    void firstStep(String channel, String apiUrl, URI location, String step) {
        assertThat(words(fetch(channel, apiUrl, location))).isEqualTo(step);
    }

    @ParameterizedTest(name = "{0} answers {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # channel  | status | body                                                        | then
          whatsapp | 200    | {"url":"https://lookaside.fbsbx.com/w?mid=1&ext=2"}         | load https://lookaside.fbsbx.com/w?mid=1&ext=2 with Bearer the-secret
          whatsapp | 200    | {"url":"https://evil.test/w"}                               | load https://evil.test/w with nothing
          whatsapp | 200    | {"url":"http://lookaside.fbsbx.com/w"}                      | load http://lookaside.fbsbx.com/w with nothing
          whatsapp | 200    | {"url":"not a url"}                                         | unclear
          whatsapp | 200    | <html>                                                      | unclear
          whatsapp | 400    | {"error":{"code":100}}                                      | missing
          whatsapp | 404    |                                                             | missing
          whatsapp | 401    | {"error":{"code":190}}                                      | unclear
          whatsapp | 500    |                                                             | unclear
          telegram | 200    | {"ok":true,"result":{"file_path":"photos/file 1.jpg"}}      | load https://api.telegram.org/file/botthe-secret/photos/file%201.jpg with nothing
          telegram | 200    | {"ok":true,"result":{}}                                     | unclear
          telegram | 400    | {"ok":false,"description":"Bad Request: file is too big"}   | never
          telegram | 400    | {"ok":false,"description":"Bad Request: invalid file_id"}   | missing
          telegram | 401    | {"ok":false,"description":"Unauthorized"}                   | unclear
        """)
    void whatAnAnswerMeans(String channel, int status, String body, String then) {
        var location = URI.create(channel.equals("whatsapp") ? "whatsapp:media/1" : "telegram:file/1");
        var ask = (MediaStep.Ask) fetch(channel, null, location);
        var next =
                ask.reader().read(status, Optional.ofNullable(body).orElse("").getBytes(UTF_8));
        assertThat(words(next)).isEqualTo(then);
    }

    @Test
    void aMailBringsItsFilesItself() {
        var mail = """
            From: Ana <ana@example.com>\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain\r
            \r
            The lamp is out.\r
            --b\r
            Content-Type: image/png; name=lamp.png\r
            Content-Transfer-Encoding: base64\r
            \r
            AQIDBA==\r
            --b--\r
            """;
        var call = new WebhookCall("IMAP", "", "imap:1", Map.of(), mail.getBytes(UTF_8), Instant.EPOCH);
        assertThat(inCall(0).read(call))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2, 3, 4));
        assertThat(inCall(1).read(call)).isEmpty();
    }

    private static MediaStep.CallReader inCall(int number) {
        return ((MediaStep.InCall) fetch("email", null, URI.create("mail:attachment/" + number))).reader();
    }

    private static MediaStep fetch(String channel, String apiUrl, URI location) {
        var adapter = ADAPTERS.get(channel);
        var settings = new HashMap<>(Map.of("account-sid", "AC1"));
        Optional.ofNullable(apiUrl).ifPresent(url -> settings.put("api-url", url));
        var secret = new Secret("the-secret");
        var account = new ChannelAccount(
                "city-" + channel,
                adapter.kind(),
                "own",
                settings,
                Map.of("auth-token", secret, "access-token", secret, "bot-token", secret));
        return ((MediaChannel) adapter).fetch(new Content.Media("image/jpeg", location, Optional.empty()), account);
    }

    private static String words(MediaStep step) {
        return switch (step) {
            case MediaStep.Ask(var request, var _) -> "ask " + words(request);
            case MediaStep.Load(var request) -> "load " + words(request);
            case MediaStep.InCall _ -> "in the call";
            case MediaStep.Missing _ -> "missing";
            case MediaStep.Unclear _ -> "unclear";
            case MediaStep.Never _ -> "never";
        };
    }

    private static String words(MediaRequest request) {
        var token = Optional.ofNullable(request.headers().get("Authorization"))
                .map(header -> header.startsWith("Basic ")
                        ? "Basic " + new String(Base64.getDecoder().decode(header.substring(6)), UTF_8)
                        : header)
                .orElse("nothing");
        assertThat(request.headers().keySet()).isSubsetOf(List.of("Authorization"));
        return request.uri() + " with " + token;
    }
}
