package io.glassline.bench.loss;

import io.glassline.bench.town.Hmac;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A citizen's message as the provider posts it: the whole request, signed as the provider's documentation says, by
/// code that the gateway does not share.
final class Webhook {

    private static final String TWILIO_TOKEN = "demo-twilio-auth-token";
    private static final String META_SECRET = "demo-meta-app-secret";
    private static final String TELEGRAM_SECRET = "demo-telegram-webhook-secret";

    private Webhook() {}

    /// The provider's id of a citizen's message number `place` in a run.
    static String providerId(String run, Citizen citizen, int place) {
        return switch (citizen.channel) {
            case SMS -> "SM" + run + "%07d%05d".formatted(citizen.number, place);
            case WHATSAPP -> "wamid." + run + "%07d%05d".formatted(citizen.number, place);
            case TELEGRAM -> citizen.address + ":" + (place + 1);
        };
    }

    static byte[] request(Citizen citizen, String providerId, int place, String words, String publicUrl, long now) {
        return switch (citizen.channel) {
            case SMS -> twilio(providerId, citizen.address, words, publicUrl);
            case WHATSAPP -> meta(providerId, citizen.address, words, now);
            case TELEGRAM -> telegram(citizen, place, words, now);
        };
    }

    /// <https://www.twilio.com/docs/usage/webhooks/webhooks-security>
    private static byte[] twilio(String sid, String from, String words, String publicUrl) {
        var form = new TreeMap<>(Map.of(
                "MessageSid",
                sid,
                "SmsSid",
                sid,
                "SmsMessageSid",
                sid,
                "AccountSid",
                "ACdemo00000000000000000000000000",
                "From",
                from,
                "To",
                "+15550100",
                "Body",
                words,
                "NumMedia",
                "0",
                "NumSegments",
                "1",
                "ApiVersion",
                "2010-04-01"));
        var signed = new StringBuilder(publicUrl + "/channels/city-sms");
        form.forEach((key, value) -> signed.append(key).append(value));
        var body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var signature = Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", TWILIO_TOKEN, utf8(signed.toString())));
        return post("city-sms", "application/x-www-form-urlencoded", "X-Twilio-Signature: " + signature, utf8(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>
    private static byte[] meta(String id, String from, String words, long now) {
        var body = utf8("""
                {"object":"whatsapp_business_account","entry":[{"id":"200000000000001","changes":[{"value":\
                {"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550102",\
                "phone_number_id":"100000000000001"},"contacts":[{"profile":{"name":"Resident"},"wa_id":"%s"}],\
                "messages":[{"from":"%s","id":"%s","timestamp":"%d","text":{"body":"%s"},"type":"text"}]},\
                "field":"messages"}]}]}""".formatted(from, from, id, now, escaped(words)));
        var signature = HexFormat.of().formatHex(Hmac.of("HmacSHA256", META_SECRET, body));
        return post("city-whatsapp", "application/json", "X-Hub-Signature-256: sha256=" + signature, body);
    }

    /// <https://core.telegram.org/bots/api#update>
    private static byte[] telegram(Citizen citizen, int place, String words, long now) {
        var body = utf8("""
                {"update_id":%d,"message":{"message_id":%d,"from":{"id":%s,"is_bot":false,"first_name":"Resident",\
                "language_code":"en"},"chat":{"id":%s,"first_name":"Resident","type":"private"},"date":%d,\
                "text":"%s"}}""".formatted(
                citizen.number * 1_000L + place, place + 1, citizen.address, citizen.address, now, escaped(words)));
        return post("city-telegram", "application/json", "X-Telegram-Bot-Api-Secret-Token: " + TELEGRAM_SECRET, body);
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static byte[] post(String account, String type, String proof, byte[] body) {
        var head = utf8("POST /channels/" + account + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n"
                + proof + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
