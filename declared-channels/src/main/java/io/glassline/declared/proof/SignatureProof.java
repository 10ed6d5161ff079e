package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.body.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A signature of pieces of the call, in one of its headers or fields.
///
/// @param algorithms those that the provider may have been told to sign with
/// @param spots where the signature may be
/// @param prefix what stands before the signature, such as `sha256=`
/// @param between what stands between several signatures in the one place, if there may be several
/// @param window how old a call may be, and by which clock of the call
record SignatureProof(
        List<SignatureAlgorithm> algorithms,
        List<SignedPart> over,
        List<String> secrets,
        KeyForm keyForm,
        Encoding encoding,
        List<Spot> spots,
        String prefix,
        Optional<String> between,
        Optional<Window> window)
        implements CallProof {

    /// A caller may not make us try more.
    private static final int SIGNATURES_MAX = 10;

    SignatureProof {
        algorithms = List.copyOf(algorithms);
        over = List.copyOf(over);
        spots = List.copyOf(spots);
    }

    /// How the signature is written.
    enum Encoding {
        HEX,
        BASE64;

        Optional<byte[]> bytes(String written) {
            try {
                return Optional.of(
                        this == HEX
                                ? HexFormat.of().parseHex(written.toLowerCase(Locale.ROOT))
                                : Base64.getDecoder().decode(written));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String written(byte[] bytes) {
            return this == HEX
                    ? HexFormat.of().formatHex(bytes)
                    : Base64.getEncoder().encodeToString(bytes);
        }
    }

    /// How the key is written in the secret. What Standard Webhooks put before Base64 is no part of it.
    enum KeyForm {
        TEXT,
        BASE64,
        HEX;

        /// A secret in another form than it is to have is a key that nobody has.
        byte[] key(Secret secret) {
            try {
                return switch (this) {
                    case TEXT -> secret.value().getBytes(UTF_8);
                    case BASE64 -> Base64.getDecoder().decode(secret.value().replaceFirst("^whsec_", ""));
                    case HEX -> HexFormat.of().parseHex(secret.value());
                };
            } catch (IllegalArgumentException e) {
                return secret.value().getBytes(UTF_8);
            }
        }
    }

    record Window(Spot timestamp, Duration within) {

        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,13}");

        /// Larger ones are milliseconds.
        private static final long SECONDS_MAX = 100_000_000_000L;

        Optional<String> refusal(WebhookCall call) throws Unreadable {
            var written = timestamp.in(call).filter(text -> NUMBER.matcher(text).matches());
            if (written.isEmpty()) {
                return Optional.of("there is no time in " + timestamp);
            }
            var number = Long.parseLong(written.get());
            var at = number > SECONDS_MAX ? number : number * 1000;
            var away = Math.abs(call.receivedAt().toEpochMilli() - at);
            return away <= within.toMillis()
                    ? Optional.empty()
                    : Optional.of("it was signed at another time: %d s away, at most %d are let pass"
                            .formatted(away / 1000, within.toSeconds()));
        }
    }

    @Override
    public Optional<Refused> refusal(WebhookCall call, ChannelAccount account) {
        try {
            var signatures = signatures(call);
            if (signatures.isEmpty()) {
                return CallProof.notAuthentic("the signature is missing: there is no " + spots.getFirst());
            }
            var message = message(call);
            for (var secret : Keys.of(account, secrets)) {
                if (isSigned(signatures, keyForm.key(secret), message)) {
                    var late = window.isPresent() ? window.get().refusal(call) : Optional.<String>empty();
                    return late.flatMap(CallProof::notAuthentic);
                }
            }
        } catch (Unreadable e) {
            return CallProof.notProvable(e);
        }
        return CallProof.notAuthentic("the signature in " + spots.getFirst() + " is wrong");
    }

    private boolean isSigned(List<String> signatures, byte[] key, byte[][] message) {
        for (var signature : signatures) {
            var bytes = bytes(signature.strip());
            if (bytes.isPresent()
                    && algorithms.stream().anyMatch(algorithm -> algorithm.verifies(bytes.get(), key, message))) {
                return true;
            }
        }
        return false;
    }

    private List<String> signatures(WebhookCall call) throws Unreadable {
        var signatures = new ArrayList<String>();
        for (var spot : spots) {
            spot.in(call)
                    .ifPresent(presented -> signatures.addAll(
                            between.map(sign -> List.of(presented.split(Pattern.quote(sign), SIGNATURES_MAX)))
                                    .orElseGet(() -> List.of(presented))));
        }
        return signatures;
    }

    private byte[][] message(WebhookCall call) throws Unreadable {
        var message = new byte[over.size()][];
        for (var i = 0; i < message.length; i++) {
            message[i] = over.get(i).of(call);
        }
        return message;
    }

    private Optional<byte[]> bytes(String signature) {
        return signature.startsWith(prefix) ? encoding.bytes(signature.substring(prefix.length())) : Optional.empty();
    }

    @Override
    public WebhookCall signed(WebhookCall call, ChannelAccount account) {
        var timed = call;
        try {
            if (window.isPresent() && window.get().timestamp().in(call).isEmpty()) {
                var now = Long.toString(call.receivedAt().getEpochSecond());
                timed = window.get().timestamp().put(call, now);
            }
            var key = keyForm.key(Keys.of(account, secrets).getFirst());
            return spots.getFirst()
                    .put(timed, prefix + encoding.written(algorithms.getFirst().sign(key, message(timed))));
        } catch (Unreadable e) {
            return timed; // nobody could sign it
        }
    }
}
