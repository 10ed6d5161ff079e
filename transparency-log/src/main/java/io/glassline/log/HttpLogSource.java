package io.glassline.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// Reads a log over HTTP, as tlog-tiles serves it. Takes gzip, follows redirects but not from https to http, and
/// tries again what may pass: no answer, 429 and 5xx.
public final class HttpLogSource implements LogSource, AutoCloseable {

    /// @param connect until the connection stands
    /// @param answer until the whole answer is here, from when it is asked for
    /// @param tries at one file, at least 1
    /// @param pause before the second try; doubles from then on
    public record Limits(Duration connect, Duration answer, int tries, Duration pause) {

        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 3, Duration.ofMillis(300));
    }

    /// Hashes do not compress: zipped, a tile is longer than it is.
    private static final int GZIP_OVERHEAD_BYTES_MAX = 1_024;

    private final String prefix;
    private final Limits limits;
    private final HttpClient http;

    public HttpLogSource(URI log) {
        this(log, Limits.DEFAULT);
    }

    public HttpLogSource(URI log, Limits limits) {
        var scheme = requireLog(log).getScheme();
        this.prefix = log.toString().replaceAll("/+$", "") + "/";
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .connectTimeout(limits.connect)
                .followRedirects(HttpClient.Redirect.NORMAL)
                // Over plain http, asking for HTTP/2 means asking for an upgrade, which not every server takes well.
                .version("https".equalsIgnoreCase(scheme) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    static URI requireLog(URI log) {
        var isHttp = "https".equalsIgnoreCase(log.getScheme()) || "http".equalsIgnoreCase(log.getScheme());
        if (!isHttp || log.getHost() == null || log.getQuery() != null || log.getFragment() != null) {
            throw new IllegalArgumentException("not the http or https address of a log: " + log);
        }
        return log;
    }

    @Override
    public Fetched fetch(String path, int bytesMax) {
        var request = HttpRequest.newBuilder(URI.create(prefix + path))
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "glassline-verify")
                .timeout(limits.answer)
                .build();
        try {
            for (var attempt = 1; ; attempt++) {
                switch (once(request, bytesMax)) {
                    case Lasting(var fetched) -> {
                        return fetched;
                    }
                    case Passing(var because) -> {
                        if (attempt >= limits.tries) {
                            return new Fetched.Failed(because);
                        }
                    }
                }
                Thread.sleep(limits.pause.multipliedBy(1L << Math.min(attempt - 1, 10)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fetched.Failed("interrupted");
        }
    }

    // A request's own time-out ends when the headers are here; waiting on the future also covers a body that stalls.
    private Answer once(HttpRequest request, int bytesMax) throws InterruptedException {
        var onTheWireMax = bytesMax + bytesMax / 100 + GZIP_OVERHEAD_BYTES_MAX;
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), onTheWireMax));
        try {
            return read(answer.get(limits.answer.toMillis(), TimeUnit.MILLISECONDS), bytesMax);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Passing("no answer within " + limits.answer.toMillis() + " ms");
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return new Passing("could not be read: "
                    + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
        }
    }

    private static Answer read(HttpResponse<byte[]> answer, int bytesMax) {
        var status = answer.statusCode();
        var said = "the server answered " + status;
        if (status == 200) {
            return new Lasting(content(answer, bytesMax));
        }
        if (status == 404 || status == 410) {
            return new Lasting(new Fetched.Missing(said));
        }
        return status == 429 || status >= 500 ? new Passing(said) : new Lasting(new Fetched.Failed(said));
    }

    private static Fetched content(HttpResponse<byte[]> answer, int bytesMax) {
        var encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        return switch (encoding) {
            case "identity" ->
                answer.body().length > bytesMax ? new Fetched.TooLong(bytesMax) : new Fetched.Found(answer.body());
            case "gzip", "x-gzip" -> unzipped(answer.body(), bytesMax);
            default -> new Fetched.Failed("the server sent the encoding " + encoding + ", and was asked for gzip");
        };
    }

    private static Fetched unzipped(byte[] zipped, int bytesMax) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            var bytes = in.readNBytes(bytesMax + 1);
            return bytes.length > bytesMax ? new Fetched.TooLong(bytesMax) : new Fetched.Found(bytes);
        } catch (IOException e) {
            return new Fetched.Failed("its gzip cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private sealed interface Answer {}

    private record Lasting(Fetched fetched) implements Answer {}

    private record Passing(String because) implements Answer {}
}
