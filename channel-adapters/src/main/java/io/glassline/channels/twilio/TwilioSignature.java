package io.glassline.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Twilio's `X-Twilio-Signature`: base64 of HMAC-SHA1, under the account's auth token, of the URL and, after it,
/// each form field's name and value, sorted by name. See
/// <https://www.twilio.com/docs/usage/webhooks/webhooks-security>.
///
/// This is our own because the SDK's validator takes a URL with a port apart and puts it together decoded, so that
/// a genuine call to `http://host:8080/a?b=%2B1` fails, and because it cannot be given a field that comes twice.
/// Here the URL is only ever cut as text. Twilio's own services do not agree on two points, so more than one form
/// counts: the port may be signed or left out, and a field that comes twice may be signed as a sorted set or as it
/// came.
public final class TwilioSignature {

    private static final int WRITTEN_USUAL_BYTES = 1_000;

    private TwilioSignature() {}

    /// Whether `presented` signs this URL and these fields. Each form is compared in constant time; which of them fits
    /// is no secret.
    public static boolean proves(String presented, String url, TwilioForm form, Secret authToken) {
        var shown = presented.getBytes(UTF_8);
        var written = written(form);
        for (var candidate : urls(url)) {
            for (var fields : written) {
                var mac = Proof.hmac("HmacSHA1", authToken, candidate.getBytes(UTF_8), fields);
                if (MessageDigest.isEqual(Base64.getEncoder().encode(mac), shown)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The URL as it came, and with and without a port.
    private static Set<String> urls(String url) {
        var whole = before(url, '#');
        var scheme = whole.indexOf("://");
        if (scheme < 0) {
            return Set.of(whole);
        }
        var start = scheme + 3;
        var end = start;
        while (end < whole.length() && "/?".indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        var authority = whole.substring(start, end);
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        var colon = host.lastIndexOf(':');
        var hasPort = colon > host.lastIndexOf(']');
        var name = hasPort ? host.substring(0, colon) : host;
        var standardPort = whole.startsWith("https") || whole.startsWith("wss") ? ":443" : ":80";
        var candidates = new LinkedHashSet<String>(List.of(whole));
        for (var place : hasPort ? List.of(host, name) : List.of(host, name + standardPort)) {
            candidates.add(whole.substring(0, start) + place + whole.substring(end));
        }
        return candidates;
    }

    private static String before(String text, char mark) {
        var end = text.indexOf(mark);
        return end < 0 ? text : text.substring(0, end);
    }

    /// The fields as they may be signed, in UTF-8: for a form in which none comes twice, in one way.
    private static List<byte[]> written(TwilioForm form) {
        var fields = new ArrayList<>(form.fields());
        fields.sort(Comparator.comparing(TwilioForm.Field::name)); // stable: values keep their order
        var asTheyCame = written(fields);
        for (var i = 1; i < fields.size(); i++) {
            if (fields.get(i).name().equals(fields.get(i - 1).name())) {
                fields.sort(Comparator.comparing(TwilioForm.Field::name).thenComparing(TwilioForm.Field::value));
                return List.of(written(new LinkedHashSet<>(fields)), asTheyCame);
            }
        }
        return List.of(asTheyCame);
    }

    private static byte[] written(Collection<TwilioForm.Field> fields) {
        var written = new ByteArrayOutputStream(WRITTEN_USUAL_BYTES);
        for (var field : fields) {
            written.writeBytes(field.name().getBytes(UTF_8));
            written.writeBytes(field.value().getBytes(UTF_8));
        }
        return written.toByteArray();
    }
}
