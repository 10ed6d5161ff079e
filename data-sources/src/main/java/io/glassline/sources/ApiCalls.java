package io.glassline.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;

/// Calls to one API: over connections of its own, to its own hosts, without following where it points
/// elsewhere.
final class ApiCalls implements AutoCloseable {

    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(6);

    /// No answer with twenty rows in it is larger.
    private static final int ANSWER_BYTES_MAX = 2 << 20;

    private static final int PIECE_BYTES = 16 << 10;
    private static final Duration PATIENCE_UNASKED = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final CloseableHttpClient client;

    ApiCalls(boolean isInside, int connectionsMax) {
        this.client = GuardedClient.with(isInside, connectionsMax, CONNECT_WAIT_MAX, CONNECT_WAIT_MAX, SILENCE_MAX);
    }

    /// @param body as UTF-8 text, empty where there is none
    record Reply(int status, String body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /// Status and body of an answer, whatever it says; but an API that fails in itself, or asks for
    /// patience, is a failure.
    ///
    /// @param deadline by `System.nanoTime`
    Reply call(ClassicHttpRequest request, long deadline) throws SourceFailure {
        try {
            return client.execute(request, response -> {
                try {
                    return reply(response, deadline);
                } catch (SourceFailure e) {
                    throw new Failed(e);
                }
            });
        } catch (Failed e) {
            throw e.failure;
        } catch (SourceResolver.NotPublic e) {
            throw new SourceFailure(
                    Outcome.AWAY, "its name leads to a private address; say `inside: yes` if it is meant");
        } catch (SocketTimeoutException e) {
            throw new SourceFailure(Outcome.SLOW, "it fell silent");
        } catch (IOException | RuntimeException e) {
            throw new SourceFailure(
                    Outcome.AWAY, "it cannot be reached: " + e.getClass().getSimpleName());
        }
    }

    private static Reply reply(ClassicHttpResponse response, long deadline) throws IOException, SourceFailure {
        var status = response.getCode();
        var after = Optional.ofNullable(response.getFirstHeader("Retry-After"))
                .flatMap(header -> seconds(header.getValue()));
        if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE && after.isPresent()) {
            throw new SourceFailure(
                    Outcome.BUSY,
                    "it asks for patience (status %d)".formatted(status),
                    Optional.of(after.orElse(PATIENCE_UNASKED)));
        }
        if (status >= 500) {
            throw new SourceFailure(Outcome.AWAY, "it failed with status " + status);
        }
        if (status / 100 == 3) {
            throw new SourceFailure(
                    Outcome.WRONG, "it points elsewhere (status %d), which is not followed".formatted(status));
        }
        return new Reply(status, body(response, deadline));
    }

    /// An API that gives its answer in drops is held to the look-up's time, too.
    private static String body(ClassicHttpResponse response, long deadline) throws IOException, SourceFailure {
        if (response.getEntity() == null) {
            return "";
        }
        var body = new ByteArrayOutputStream();
        try (var in = response.getEntity().getContent()) {
            var piece = new byte[PIECE_BYTES];
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                body.write(piece, 0, read);
                if (body.size() > ANSWER_BYTES_MAX) {
                    throw new SourceFailure(Outcome.WRONG, "its answer is larger than 2 MiB");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new SourceFailure(Outcome.SLOW, "its answer took too long");
                }
            }
        }
        return body.toString(UTF_8);
    }

    private static Optional<Duration> seconds(String retryAfter) {
        var text = retryAfter.strip().toLowerCase(Locale.ROOT);
        return text.matches("[0-9]{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    @Override
    public void close() {
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }

    /// Carries a failure through a handler that may throw nothing else.
    private static final class Failed extends IOException {

        private static final long serialVersionUID = 1;

        private final transient SourceFailure failure;

        Failed(SourceFailure failure) {
            this.failure = failure;
        }
    }
}
