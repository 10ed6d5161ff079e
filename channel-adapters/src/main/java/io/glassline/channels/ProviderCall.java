package io.glassline.channels;

import io.glassline.channel.SendOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/// One call to a provider over HTTP. When it fails, one thing matters: whether the provider may have received it.
public final class ProviderCall {

    public static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /// An idle connection is closed after this time. Servers keep theirs longer; a call on a connection that the
    /// server is just closing would be in doubt.
    public static final Duration IDLE_MAX = Duration.ofSeconds(20);

    /// A provider that asks for less is not asked at once.
    private static final Duration WAIT_MIN = Duration.ofSeconds(1);

    /// Lists of messages are the longest answers.
    public static final long ANSWER_MAX_BYTES = 8L << 20;

    /// The client itself waits so long for the head of an answer; this is for the answer as a whole, and a little
    /// longer, so that the client's own word comes first where it has one.
    private static final Duration WHOLE_ANSWER_MAX = ANSWER_MAX.plusSeconds(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private ProviderCall() {}

    /// A client for these calls. Redirects are not followed: no provider's API uses them, and they would carry the
    /// credentials elsewhere.
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .build();
    }

    /// Makes the call, once. The gateway decides whether and when it is made again.
    public static Reply make(HttpClient http, HttpRequest request) {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_MAX_BYTES));
        try {
            return new Reply.Answer(answer.get(WHOLE_ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case ConnectException never -> noConnection(never);
                case HttpConnectTimeoutException never -> noConnection(never);
                case SSLHandshakeException never -> noConnection(never);
                case IOException broken -> new Reply.NoAnswer("no answer came: " + reason(broken));
                case null, default -> throw new IllegalStateException("the call could not be made", e.getCause());
            };
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.NoAnswer("the answer did not end within " + WHOLE_ANSWER_MAX);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer("the wait for the answer was interrupted");
        }
    }

    private static Reply noConnection(IOException e) {
        return new Reply.NoConnection("the provider could not be reached: " + reason(e));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    public sealed interface Reply {

        record Answer(HttpResponse<String> response) implements Reply {

            public int status() {
                return response.statusCode();
            }

            public String body() {
                return response.body();
            }

            /// How long the provider asks us to wait, in seconds or until a time by its own clock (RFC 9110,
            /// 10.2.3).
            public Optional<Duration> retryAfter() {
                return header("retry-after")
                        .flatMap(value -> SECONDS.matcher(value).matches()
                                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                                : time(value)
                                        .flatMap(until -> header("date")
                                                .flatMap(Answer::time)
                                                .map(now -> Duration.between(now, until))))
                        .map(wait -> wait.compareTo(WAIT_MIN) < 0 ? WAIT_MIN : wait);
            }

            private Optional<String> header(String name) {
                return response.headers().firstValue(name).map(String::strip);
            }

            private static Optional<Instant> time(String value) {
                try {
                    return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            }
        }

        /// The request did not leave, so nothing was done.
        record NoConnection(String because) implements Reply {

            public SendOutcome outcome() {
                return new SendOutcome.Retry(because, Optional.empty());
            }
        }

        /// The request left, or may have, and nothing came back.
        record NoAnswer(String because) implements Reply {

            public SendOutcome outcome() {
                return new SendOutcome.Unknown(because);
            }
        }
    }
}
