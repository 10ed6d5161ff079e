package io.glassline.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.glassline.sources.GuardedClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;

/// HTTP for the providers' clients, by the one way in which the gateway calls other systems: private addresses only
/// where they are meant, no redirects, an answer's size and time.
final class ModelCalls implements HttpClient, AutoCloseable {

    private static final int CONNECTIONS_MAX = 8;
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int PIECE_BYTES = 16 << 10;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int OVERLOADED = 529;

    private final CloseableHttpClient client;
    private final Duration within;

    ModelCalls(boolean isInside, Duration within) {
        this.within = within;
        this.client = GuardedClient.with(isInside, CONNECTIONS_MAX, within, within, within);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        var deadline = System.nanoTime() + within.toNanos();
        var call = ClassicRequestBuilder.create(request.method().name())
                .setUri(request.url())
                .setEntity(
                        new StringEntity(request.body() == null ? "" : request.body(), ContentType.APPLICATION_JSON));
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                values.forEach(value -> call.addHeader(name, value));
            }
        });
        try {
            return client.execute(call.build(), response -> read(response, deadline));
        } catch (SocketTimeoutException e) {
            throw new Silent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SuccessfulHttpResponse read(ClassicHttpResponse response, long deadline) throws IOException {
        var status = response.getCode();
        if (status == TOO_MANY_REQUESTS || status == OVERLOADED) {
            throw new Patience(
                    status,
                    Optional.ofNullable(response.getFirstHeader("Retry-After"))
                            .map(header -> header.getValue().strip())
                            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
        }
        if (status / 100 != 2) {
            throw new HttpException(status, "status " + status);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(Map.of())
                .body(body(response, deadline))
                .build();
    }

    /// An answer that comes in drops is held to the time limit, too.
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
                    throw new TooLarge();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new Silent();
                }
            }
        }
        return body.toString(UTF_8);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are read whole");
    }

    /// Gives the providers' clients this one; its times are its own.
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return within;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return within;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return ModelCalls.this;
            }
        };
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /// It asks for patience.
    static final class Patience extends HttpException {

        private static final long serialVersionUID = 1;

        private final transient Optional<Duration> after;

        Patience(int status, Optional<Duration> after) {
            super(status, "status " + status);
            this.after = after;
        }

        Optional<Duration> after() {
            return after;
        }
    }

    /// It fell silent, or took too long.
    static final class Silent extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /// Its answer is larger than any is.
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
