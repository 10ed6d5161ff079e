package io.glassline.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One delivery from a provider, as it arrived. The body is kept as bytes, because signatures are over bytes.
///
/// - `method`: `GET` or `POST`, or `IMAP` for a mail fetched from a mailbox (its body is the raw RFC 5322 message).
/// - `endpoint`: what follows the account in the path: empty for the account itself, or such as `status`.
/// - `publicUrl`: the URL as the provider called it: the configured public base URL and the raw request target,
///   still percent-encoded. Never rebuilt from the Host header.
/// - `headers`: names in lower case, values in the order they came.
public record WebhookCall(
        String method,
        String endpoint,
        String publicUrl,
        Map<String, List<String>> headers,
        byte[] body,
        Instant receivedAt) {

    /// The first value of a header.
    public Optional<String> header(String lowerCaseName) {
        var values = headers.get(lowerCaseName);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// The raw query of [#publicUrl()], without the question mark; empty when there is none.
    public String rawQuery() {
        var start = publicUrl.indexOf('?');
        return start < 0 ? "" : publicUrl.substring(start + 1);
    }
}
