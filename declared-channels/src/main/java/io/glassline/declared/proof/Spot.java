package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.FormBody;
import io.glassline.declared.body.Unreadable;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Where in a call something stands: `header:x-signature`, `query:token`, or `field:sig` of a form, which is the query
/// of a GET.
public record Spot(Where where, String name) {

    public enum Where {
        HEADER,
        QUERY,
        FIELD
    }

    /// @throws Unreadable where it stands in a form that is none
    Optional<String> in(WebhookCall call) throws Unreadable {
        return switch (where) {
            case HEADER -> call.header(name);
            case QUERY -> FormBody.decode(call.rawQuery()).value(name);
            case FIELD -> fields(call).value(name);
        };
    }

    static FormBody fields(WebhookCall call) throws Unreadable {
        return call.method().equals("GET") ? FormBody.decode(call.rawQuery()) : FormBody.decode(call.body());
    }

    WebhookCall put(WebhookCall call, String value) {
        return switch (where) {
            case HEADER -> {
                var headers = new HashMap<>(call.headers());
                headers.put(name, List.of(value));
                yield with(call, call.publicUrl(), headers, call.body());
            }
            case QUERY -> inQuery(call, value);
            case FIELD ->
                call.method().equals("GET")
                        ? inQuery(call, value)
                        : with(call, call.publicUrl(), call.headers(), inForm(call.body(), value));
        };
    }

    private WebhookCall inQuery(WebhookCall call, String value) {
        var url = call.publicUrl();
        var kept = new String(inForm(call.rawQuery().getBytes(UTF_8), value), UTF_8);
        var question = url.indexOf('?');
        return with(call, (question < 0 ? url : url.substring(0, question)) + "?" + kept, call.headers(), call.body());
    }

    private byte[] inForm(byte[] form, String value) {
        var kept = new StringBuilder();
        for (var field : new String(form, UTF_8).split("&")) {
            if (!field.isEmpty() && !field.startsWith(name + "=")) {
                kept.append(field).append('&');
            }
        }
        return kept.append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8))
                .toString()
                .getBytes(UTF_8);
    }

    private static WebhookCall with(
            WebhookCall call, String url, java.util.Map<String, List<String>> headers, byte[] body) {
        return new WebhookCall(call.method(), call.endpoint(), url, headers, body, call.receivedAt());
    }

    @Override
    public String toString() {
        return where.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
    }
}
