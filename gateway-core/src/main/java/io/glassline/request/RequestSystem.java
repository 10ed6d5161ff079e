package io.glassline.request;

import io.glassline.channel.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A system of the city that takes requests. Two equal ones are the same, whichever version of the configuration
/// names them.
public sealed interface RequestSystem {

    String name();

    /// What each path is appended to, without a slash at its end.
    URI base();

    /// Whether it may lie in a private network: only then are private addresses called, and only then may it be
    /// without TLS.
    boolean isInside();

    Limits limits();

    /// How it takes the photos that come with requests.
    Photos photos();

    /// An endpoint of Open311 GeoReport v2.
    ///
    /// @param jurisdiction the `jurisdiction_id`, where the endpoint serves several
    /// @param apiKey sent with what is given to it
    /// @param keyAttribute the code of an attribute that takes our own id, so that the system knows a second try
    record Open311(
            String name,
            URI base,
            boolean isInside,
            Optional<String> jurisdiction,
            Optional<Secret> apiKey,
            Format format,
            Optional<String> keyAttribute,
            Photos photos,
            Limits limits)
            implements RequestSystem {}

    /// How a system takes photos.
    enum Photos {
        /// As an address that it fetches (`media_url`).
        URL,
        /// As a file in the same call (`media` of a multipart form).
        MULTIPART,
        /// Not at all.
        NONE
    }

    /// In which form an Open311 endpoint is asked to answer.
    enum Format {
        XML,
        JSON
    }

    /// An API that makes a record of a JSON object, and that makes no second one for the same `Idempotency-Key`.
    ///
    /// @param headers sent with each call
    record RecordsApi(String name, URI base, boolean isInside, Map<String, Secret> headers, Limits limits)
            implements RequestSystem {

        public RecordsApi {
            headers = Map.copyOf(headers);
        }

        @Override
        public Photos photos() {
            return Photos.NONE;
        }
    }

    /// @param perCall how long one call may take
    /// @param pollEvery how often it is asked how a request is
    /// @param settle how long after a call without an answer the system may still be busy with it: what it does not
    ///     have by then it did not take
    record Limits(Duration perCall, Duration pollEvery, Duration settle) {

        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(2));
    }
}
