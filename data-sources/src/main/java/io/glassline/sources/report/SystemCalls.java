package io.glassline.sources.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.request.RequestSystem;
import io.glassline.sources.GuardedClient;
import io.glassline.sources.SourceResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/// Calls to one system, over connections of its own and to its own hosts. What is told apart is whether a system may
/// have a call of which no answer came.
final class SystemCalls implements AutoCloseable {

    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(3);
    private static final int CONNECTIONS_MAX = 8;
    private static final int ANSWER_BYTES_MAX = 8 << 20;
    private static final int PIECE_BYTES = 16 << 10;

    private final CloseableHttpClient client;
    private final Duration perCall;

    SystemCalls(RequestSystem system) {
        this.perCall = system.limits().perCall();
        var connect = perCall.compareTo(CONNECT_WAIT_MAX) < 0 ? perCall : CONNECT_WAIT_MAX;
        this.client = GuardedClient.with(system.isInside(), CONNECTIONS_MAX, connect, perCall, perCall);
    }

    /// What a call came to.
    sealed interface Called {

        /// @param patience how long it asks to be left alone, where it does
        record Answered(int status, String body, Optional<Duration> patience) implements Called {

            boolean isSuccess() {
                return status / 100 == 2;
            }
        }

        /// It never reached the system.
        record NotSent(String because) implements Called {}

        /// It may have reached the system, and no answer came.
        record NoAnswer(String because) implements Called {}
    }

    Called call(HttpUriRequestBase request) {
        var deadline = System.nanoTime() + perCall.toNanos();
        try {
            return client.execute(request, response -> answered(response, deadline));
        } catch (SourceResolver.NotPublic e) {
            return new Called.NotSent("its name leads to a private address; say `inside: yes` if it is meant");
        } catch (UnknownHostException
                | ConnectException
                | ConnectTimeoutException
                | NoRouteToHostException
                | ConnectionRequestTimeoutException
                | SSLHandshakeException e) {
            return new Called.NotSent("it cannot be reached: " + e.getClass().getSimpleName());
        } catch (IOException | RuntimeException e) {
            return new Called.NoAnswer("it did not answer: " + e.getClass().getSimpleName());
        }
    }

    private static Called answered(ClassicHttpResponse response, long deadline) throws IOException {
        var patience = Optional.ofNullable(response.getFirstHeader("Retry-After"))
                .map(header -> header.getValue().strip())
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return new Called.Answered(response.getCode(), body(response, deadline), patience);
    }

    /// An answer that comes in drops is held to the time of the call, too.
    private static String body(ClassicHttpResponse response, long deadline) throws IOException {
        if (response.getEntity() == null) {
            return "";
        }
        var body = new ByteArrayOutputStream();
        try (var in = response.getEntity().getContent()) {
            var piece = new byte[PIECE_BYTES];
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                body.write(piece, 0, read);
                if (body.size() > ANSWER_BYTES_MAX) {
                    throw new IOException("its answer is larger than 8 MiB");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("its answer took too long");
                }
            }
        }
        return body.toString(UTF_8);
    }

    @Override
    public void close() {
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
