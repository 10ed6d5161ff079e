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
import java.util.TreeMap;
import java.util.TreeSet;

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

    /// Whether `presented` signs this URL and these fields. Every form is compared, and each in constant time.
    public static boolean proves(String presented, String url, TwilioForm form, Secret authToken) {
        var matches = false;
        for (var candidate : urls(url)) {
            for (var fields : List.of(sortedSets(form), asTheyCame(form))) {
                var mac = Proof.hmac("HmacSHA1", authToken, (candidate + fields).getBytes(UTF_8));
                var expected = Base64.getEncoder().encodeToString(mac);
                matches |= MessageDigest.isEqual(expected.getBytes(UTF_8), presented.getBytes(UTF_8));
            }
        }
        return matches;
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

    private static String sortedSets(TwilioForm form) {
        var byName = new TreeMap<String, TreeSet<String>>();
        form.fields()
                .forEach(field -> byName.computeIfAbsent(field.name(), _ -> new TreeSet<>())
                        .add(field.value()));
        var signed = new StringBuilder();
        byName.forEach(
                (name, values) -> values.forEach(value -> signed.append(name).append(value)));
        return signed.toString();
    }

    private static String asTheyCame(TwilioForm form) {
        var sorted = new ArrayList<>(form.fields());
        sorted.sort(Comparator.comparing(TwilioForm.Field::name)); // stable: values keep their order
        var signed = new StringBuilder();
        sorted.forEach(field -> signed.append(field.name()).append(field.value()));
        return signed.toString();
    }
}
