package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Twilio's way to call a webhook, for messages and calls alike.
final class TwilioWebhook {

    private TwilioWebhook() {}

    /// @param method with GET the parameters are in the query, and the signature covers the URL alone
    static Webhooks.Outgoing signed(
            Account account,
            Webhooks.Purpose purpose,
            String providerId,
            String method,
            String wanted,
            Map<String, String> parameters,
            Instant at) {
        var params = Params.of(parameters);
        var url = called(wanted);
        var headers = new LinkedHashMap<String, String>();
        var isGet = method.equals("GET");
        if (isGet) {
            url = url + (url.contains("?") ? "&" : "?") + params.encoded();
        } else {
            headers.put("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        }
        headers.put("User-Agent", "TwilioProxy/1.1");
        headers.put("Accept", "*/*");
        headers.put("I-Twilio-Idempotency-Token", UUID.randomUUID().toString());
        headers.put("X-Twilio-Signature", TwilioSignature.of(url, isGet ? Params.NONE : params, TwilioDemo.AUTH_TOKEN));
        var body = isGet ? new byte[0] : params.encoded().getBytes(StandardCharsets.UTF_8);
        return Webhooks.Outgoing.of(account, purpose, providerId, method, url, headers, body, null, at);
    }

    // The fragment holds Twilio's own settings (`#rc=3`) and is never sent.
    private static String called(String wanted) {
        var hash = wanted.indexOf('#');
        return hash < 0 ? wanted : wanted.substring(0, hash);
    }
}
