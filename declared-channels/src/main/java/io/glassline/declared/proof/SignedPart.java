package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.FormBody;
import io.glassline.declared.body.Unreadable;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// A piece of what a signature covers.
sealed interface SignedPart {

    /// The words a file says for those that have no name of their own.
    List<String> WORDS = List.of(
            "body", "body-sha256", "url", "url-without-query", "method", "sorted-fields", "sorted-pairs", "plivo-url");

    byte[] of(WebhookCall call) throws Unreadable;

    /// The bytes of the body.
    record Body() implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            return call.body();
        }
    }

    /// The SHA-256 of the body in lower-case hex.
    record BodySha256() implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            return HexFormat.of().formatHex(Digests.sha256(call.body())).getBytes(UTF_8);
        }
    }

    /// The address as the provider called it.
    record Url(boolean withQuery) implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            var url = call.publicUrl();
            var question = url.indexOf('?');
            return (withQuery || question < 0 ? url : url.substring(0, question)).getBytes(UTF_8);
        }
    }

    record Method() implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            return call.method().getBytes(UTF_8);
        }
    }

    record Header(String name) implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            return call.header(name).orElse("").getBytes(UTF_8);
        }
    }

    /// Words that the provider puts between the others.
    record Words(String words) implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) {
            return words.getBytes(UTF_8);
        }
    }

    /// The fields of the form sorted by name, each name and value with nothing between: Twilio's way.
    record SortedFields() implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) throws Unreadable {
            return call.method().equals("GET")
                    ? new byte[0]
                    : concatenated(FormBody.decode(call.body())).getBytes(UTF_8);
        }

        static String concatenated(FormBody form) {
            return sorted(form).map(field -> field.name() + field.value()).collect(Collectors.joining());
        }
    }

    /// The fields sorted by name, each as `&name=value` with `&` and `=` in the value made `_`, without the one that
    /// the signature is in: Vonage's way.
    record SortedPairs(Spot signature) implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) throws Unreadable {
            return sorted(Spot.fields(call))
                    .filter(field -> !field.name().equals(signature.name()))
                    .map(field -> "&" + field.name() + "=" + field.value().replaceAll("[&=]", "_"))
                    .collect(Collectors.joining())
                    .getBytes(UTF_8);
        }
    }

    /// The address and the fields as Plivo's third version puts them together.
    record PlivoUrl() implements SignedPart {
        @Override
        public byte[] of(WebhookCall call) throws Unreadable {
            var url = call.publicUrl();
            var query = call.rawQuery();
            var isGet = call.method().equals("GET");
            var fields = isGet ? "" : SortedFields.concatenated(FormBody.decode(call.body()));
            var pairs = sorted(FormBody.decode(query))
                    .map(field -> field.name() + "=" + field.value())
                    .collect(Collectors.joining("&"));
            var question = url.indexOf('?');
            var base = question < 0 ? url : url.substring(0, question);
            var more = pairs + (pairs.isEmpty() || fields.isEmpty() ? "" : ".") + fields;
            return (base + (more.isEmpty() ? "" : "?" + more)).getBytes(UTF_8);
        }
    }

    private static java.util.stream.Stream<FormBody.Field> sorted(FormBody form) {
        return form.fields().stream()
                .sorted(Comparator.comparing(FormBody.Field::name).thenComparing(FormBody.Field::value));
    }
}
