package io.glassline.channels.sms;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.twilio.http.TwilioRestClient;
import io.glassline.channel.ChannelAccount;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.twilio.TwilioExchange;
import java.net.http.HttpClient;
import java.util.Optional;

/// The way to Twilio's API, for sending and for asking.
final class SmsApi {

    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The SDK's mapper. We share one, because each call has a client of its own, which would make its own mapper.
    private static final ObjectMapper SDK_JSON = new TwilioRestClient.Builder("", "")
            .httpClient(new TwilioExchange(ProviderCall.client(), Optional.empty()))
            .build()
            .getObjectMapper();

    private final HttpClient http = ProviderCall.client();

    /// One exchange with the API, for one call.
    TwilioExchange exchange(ChannelAccount account) {
        return new TwilioExchange(http, account.setting("api-url"));
    }

    static TwilioRestClient client(ChannelAccount account, TwilioExchange exchange) {
        return new TwilioRestClient.Builder(
                        account.requiredSetting("account-sid"),
                        account.secret("auth-token").value())
                .httpClient(exchange)
                .objectMapper(SDK_JSON)
                .build();
    }
}
