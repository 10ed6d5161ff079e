package io.glassline.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
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

    private TwilioSignature() {}

    /// Whether `presented` signs this URL and these fields. Each comparison takes the same time whether or not it
    /// matches; which form it was that matched is no secret, so the likeliest is tried first and the rest spared.
    public static boolean proves(String presented, String url, TwilioForm form, Secret authToken) {
        var claimed = presented.getBytes(UTF_8);
        var signedFields = signedFields(form);
        for (var candidate : urls(url)) {
            for (var fields : signedFields) {
                var mac = Proof.hmac("HmacSHA1", authToken, (candidate + fields).getBytes(UTF_8));
                if (MessageDigest.isEqual(Base64.getEncoder().encode(mac), claimed)) {
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
        var standardPort = whole.startsWith("https") ? ":443" : ":80";
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

    /// One way to sign most forms, and two for one in which a field comes twice.
    private static List<String> signedFields(TwilioForm form) {
        var sorted = new ArrayList<>(form.fields());
        sorted.sort(Comparator.comparing(TwilioForm.Field::name)); // stable: values keep their order
        var asTheyCame = new StringBuilder();
        var comesTwice = false;
        var before = "";
        for (var field : sorted) {
            comesTwice |= field.name().equals(before);
            before = field.name();
            asTheyCame.append(field.name()).append(field.value());
        }
        return comesTwice ? List.of(sortedSets(sorted), asTheyCame.toString()) : List.of(asTheyCame.toString());
    }

    private static String sortedSets(List<TwilioForm.Field> fields) {
        var signed = new StringBuilder();
        fields.stream()
                .sorted(Comparator.comparing(TwilioForm.Field::name).thenComparing(TwilioForm.Field::value))
                .distinct()
                .forEach(field -> signed.append(field.name()).append(field.value()));
        return signed.toString();
    }
}
