package io.glassline.channels;

import io.glassline.channel.SendOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/// One call to a provider over HTTP. When it fails, one thing matters: whether the provider may have received it.
public final class ProviderCall {

    public static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /// An idle connection is closed after this time. Servers keep theirs longer; a call on a connection that the
    /// server is just closing would be in doubt.
    public static final Duration IDLE_MAX = Duration.ofSeconds(20);

    /// We wait this long for a provider that says it is busy and not for how long.
    public static final Duration BUSY_WAIT = Duration.ofSeconds(1);

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
        try {
            return new Reply.Answer(http.send(request, BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            return new Reply.NoConnection("the provider could not be reached: " + reason(e));
        } catch (IOException e) {
            return new Reply.NoAnswer("no answer came: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer("the wait for the answer was interrupted");
        }
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

            /// How long the provider asks us to wait, where it says so in seconds.
            public Optional<Duration> retryAfter() {
                return response.headers()
                        .firstValue("retry-after")
                        .map(String::strip)
                        .filter(value -> SECONDS.matcher(value).matches())
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
            }

            /// As [#retryAfter], of a provider that says it is busy.
            public Optional<Duration> patience() {
                return retryAfter().or(() -> Optional.of(BUSY_WAIT));
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
