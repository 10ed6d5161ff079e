package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Hmac;
import io.glassline.simulator.provider.Params;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;
import java.util.TreeSet;

/// `X-Twilio-Signature`: the URL as it is called, then each form parameter's key and value, keys in byte order.
/// Source: <https://www.twilio.com/docs/usage/webhooks/webhooks-security>
public final class TwilioSignature {

    private TwilioSignature() {}

    public static String of(String url, Params form, String authToken) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form.values())
                .forEach((key, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(key).append(value)));
        var text = signed.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", text, authToken));
    }
}
