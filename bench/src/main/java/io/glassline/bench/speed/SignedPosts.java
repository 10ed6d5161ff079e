package io.glassline.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's posts of text messages, each with its own id and signature, signed before the clock runs. Only what
/// differs is kept for each, so that millions fit.
///
/// Message `n` is from citizen `n mod citizens` and says text `n mod texts`.
final class SignedPosts {

    static final String PUBLIC_URL = "http://localhost:8080";
    static final String ACCOUNT_PATH = "/channels/city-sms";

    /// As the demo has them.
    static final String AUTH_TOKEN = "demo-twilio-auth-token";

    static final String ACCOUNT_SID = "ACdemo00000000000000000000000000";
    private static final String OWN_NUMBER = "+15550100";

    private static final int SIGNATURE_CHARS = 28;
    private static final int SID_DIGITS = 32;
    private static final int CITIZEN_DIGITS = 7;
    private static final String CITIZEN_PREFIX = "+1555";

    // Of the right length, and to be found again in the finished text.
    private static final String SID = "SM" + "e".repeat(SID_DIGITS);
    private static final String CITIZEN = CITIZEN_PREFIX + "8".repeat(CITIZEN_DIGITS);
    private static final String SIGNATURE = "#".repeat(SIGNATURE_CHARS);

    private final List<Template> templates;
    private final int citizens;
    private final boolean endless;
    private final long run = System.nanoTime();
    private final Mac mac;
    private byte[] signatures = new byte[0];
    private long first;
    private long next;

    /// @param path where the contender takes them; what is signed is always the same public URL.
    /// @param endless begin again after the last that is signed: for servers that keep nothing.
    SignedPosts(String path, List<String> texts, int citizens, boolean endless) {
        this.endless = endless;
        this.templates = texts.stream().map(text -> Template.of(path, text)).toList();
        this.citizens = citizens;
        try {
            this.mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /// Signs as many new messages, after those there were.
    void sign(int count) {
        first = Math.max(next, end());
        next = first;
        signatures = new byte[count * SIGNATURE_CHARS];
        for (var i = 0; i < count; i++) {
            var template = template(first + i);
            template.sign(digits(sid(first + i)), digits(citizen(first + i)));
            var signature = Base64.getEncoder().encode(mac.doFinal(template.signed));
            System.arraycopy(signature, 0, signatures, i * SIGNATURE_CHARS, SIGNATURE_CHARS);
        }
    }

    boolean hasNext() {
        return endless || next < end();
    }

    private long end() {
        return first + signatures.length / SIGNATURE_CHARS;
    }

    /// Writes the next message as a whole HTTP request.
    ///
    /// @return its number.
    long write(ByteBuf to) {
        next = next == end() ? first : next;
        var number = next++;
        var template = template(number);
        to.clear().writeBytes(template.request);
        var sid = digits(sid(number));
        for (var at : template.sidAt) {
            to.setBytes(at, sid);
        }
        to.setBytes(template.citizenAt, digits(citizen(number)));
        to.setBytes(template.signatureAt, signatures, (int) (number - first) * SIGNATURE_CHARS, SIGNATURE_CHARS);
        return number;
    }

    int requestBytesMax() {
        return templates.stream()
                .mapToInt(template -> template.request.length)
                .max()
                .orElseThrow();
    }

    /// Which citizen a number of theirs, such as `+15550000042`, belongs to; the other way round than [#write].
    static int citizenOf(String number) {
        return Integer.parseInt(number.substring(CITIZEN_PREFIX.length()));
    }

    int citizenOf(long number) {
        return (int) (number % citizens);
    }

    int citizens() {
        return citizens;
    }

    private Template template(long number) {
        return templates.get((int) (number % templates.size()));
    }

    private String sid(long number) {
        return "%016x%016x".formatted(run, number);
    }

    private String citizen(long number) {
        return "%07d".formatted(citizenOf(number));
    }

    private static byte[] digits(String text) {
        return text.getBytes(US_ASCII);
    }

    /// One text's request and what is signed of it, with the places where messages differ.
    private static final class Template {
        final byte[] request;
        final int[] sidAt;
        final int citizenAt;
        final int signatureAt;
        final byte[] signed;
        final int[] signedSidAt;
        final int signedCitizenAt;

        private Template(String request, String signed) {
            this.request = request.getBytes(US_ASCII);
            this.sidAt = places(request, SID, 2);
            this.citizenAt =
                    places(request, encoded(CITIZEN), encoded(CITIZEN_PREFIX).length())[0];
            this.signatureAt = request.indexOf(SIGNATURE);
            this.signed = signed.getBytes(UTF_8);
            this.signedSidAt = places(signed, SID, 2);
            this.signedCitizenAt = places(signed, CITIZEN, CITIZEN_PREFIX.length())[0];
        }

        static Template of(String path, String text) {
            var form = form(text);
            var body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            var signed = PUBLIC_URL
                    + ACCOUNT_PATH
                    + form.entrySet().stream()
                            .map(field -> field.getKey() + field.getValue())
                            .collect(Collectors.joining());
            if (signed.length() != signed.getBytes(UTF_8).length) {
                throw new IllegalArgumentException("places are counted in bytes: only plain letters in a text");
            }
            var request = """
                    POST %s HTTP/1.1\r
                    Host: 127.0.0.1\r
                    User-Agent: TwilioProxy/1.1\r
                    Accept: */*\r
                    I-Twilio-Idempotency-Token: 2c4f06de-2b63-4d28-9f1e-5a62a4d4ee5f\r
                    X-Twilio-Signature: %s\r
                    Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(path, SIGNATURE, body.length(), body);
            return new Template(request, signed);
        }

        void sign(byte[] sid, byte[] citizen) {
            for (var at : signedSidAt) {
                System.arraycopy(sid, 0, signed, at, sid.length);
            }
            System.arraycopy(citizen, 0, signed, signedCitizenAt, citizen.length);
        }

        private static int[] places(String in, String what, int after) {
            return java.util.stream.IntStream.iterate(in.indexOf(what), at -> at >= 0, at -> in.indexOf(what, at + 1))
                    .map(at -> at + after)
                    .toArray();
        }
    }

    /// All the fields Twilio sends for a text message.
    private static SortedMap<String, String> form(String text) {
        var form = new TreeMap<>(Map.of(
                "ToCountry", "US",
                "ToState", "OR",
                "ToCity", "ALDER BAY",
                "ToZip", "97000",
                "FromCountry", "US",
                "FromState", "OR",
                "FromCity", "ALDER BAY",
                "FromZip", "97001",
                "NumMedia", "0",
                "NumSegments", "1"));
        form.putAll(Map.of(
                "MessageSid", SID,
                "SmsSid", SID,
                "SmsMessageSid", SID,
                "SmsStatus", "received",
                "AccountSid", ACCOUNT_SID,
                "MessagingServiceSid", "MG00000000000000000000000000000001",
                "From", CITIZEN,
                "To", OWN_NUMBER,
                "Body", text,
                "ApiVersion", "2010-04-01"));
        return form;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
