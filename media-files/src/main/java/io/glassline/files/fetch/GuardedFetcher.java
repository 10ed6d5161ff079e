package io.glassline.files.fetch;

import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.channel.WebhookCall;
import io.glassline.media.MediaFetcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;

/// Fetches attachments over HTTP. A URL that a provider, or a citizen through it, gives us must not lead
/// us inside: each one is checked before it is called, each redirect again, and each name again when it
/// is looked up for the connection.
///
/// Safe to use from any thread.
public final class GuardedFetcher implements MediaFetcher, AutoCloseable {

    static final int REDIRECTS_MAX = 3;
    private static final int STEPS_MAX = 4;

    /// How long one fetch may take, from its first step to its last byte.
    static final Duration FETCH_MAX = Duration.ofSeconds(60);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient outside;
    private final CloseableHttpClient atApiUrl;
    private final Duration fetchMax;

    public GuardedFetcher() {
        this(InetAddress::getAllByName, FETCH_MAX);
    }

    GuardedFetcher(CheckedResolver.Lookup lookup, Duration fetchMax) {
        this.outside = GuardedClients.client(new CheckedResolver(lookup));
        this.atApiUrl = GuardedClients.client(SystemDefaultDnsResolver.INSTANCE);
        this.fetchMax = fetchMax;
    }

    @Override
    public FetchOutcome fetch(MediaStep first, long bytesMax, OutputStream to, Supplier<Optional<WebhookCall>> call) {
        var until = System.nanoTime() + fetchMax.toNanos();
        var step = first;
        try {
            for (var n = 0; n < STEPS_MAX; n++) {
                switch (step) {
                    case MediaStep.Ask(var request, var reader) -> {
                        var answer = new ByteArrayOutputStream();
                        var status = get(request, answer, MediaStep.ANSWER_MAX_BYTES, until, true);
                        step = reader.read(status, answer.toByteArray());
                    }
                    case MediaStep.Load(var request) -> {
                        var status = get(request, to, bytesMax, until, false);
                        return ofStatus(status);
                    }
                    case MediaStep.InCall(var reader) -> {
                        return inCall(call.get().flatMap(reader::read), bytesMax, to);
                    }
                    case MediaStep.Missing(var because) -> {
                        return new FetchOutcome.Missing(because);
                    }
                    case MediaStep.Unclear(var because) -> {
                        return new FetchOutcome.Failed(because);
                    }
                    case MediaStep.Never(var because) -> {
                        return new FetchOutcome.Never(because);
                    }
                }
            }
            return new FetchOutcome.Failed("The provider sent us from one place to the next.");
        } catch (Refused e) {
            return new FetchOutcome.Never("It is not fetched: " + e.because + ".");
        } catch (CheckedResolver.NotPublic e) {
            return new FetchOutcome.Never("It is not fetched: " + e.getMessage() + ".");
        } catch (BoundedBody.TooLarge e) {
            return new FetchOutcome.TooLarge(e.bytesMax);
        } catch (IOException e) {
            return new FetchOutcome.Failed("The provider did not give it: " + reason(e) + ".");
        }
    }

    private static FetchOutcome ofStatus(int status) {
        return switch (status) {
            case 200 -> new FetchOutcome.Fetched();
            case 404, 410 -> new FetchOutcome.Missing("The provider does not have it (" + status + ").");
            case 401, 403 -> new FetchOutcome.Failed("The provider does not take our credentials (" + status + ").");
            default -> new FetchOutcome.Failed("The provider answered " + status + ".");
        };
    }

    private static FetchOutcome inCall(Optional<byte[]> found, long bytesMax, OutputStream to) throws IOException {
        if (found.isEmpty()) {
            return new FetchOutcome.Missing("The mail that brought it is not kept any more.");
        }
        if (found.get().length > bytesMax) {
            return new FetchOutcome.TooLarge(bytesMax);
        }
        to.write(found.get());
        return new FetchOutcome.Fetched();
    }

    /// GETs it, through at most [#REDIRECTS_MAX] redirects, and writes the body of the last answer if
    /// that is a 200, or of any where `anyStatus` says so.
    ///
    /// @return its status.
    private int get(MediaRequest request, OutputStream to, long bytesMax, long until, boolean anyStatus)
            throws IOException {
        var uri = request.uri();
        for (var redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            var refusal = RequestGuard.refusal(request, uri);
            if (refusal.isPresent()) {
                throw new Refused(refusal.get());
            }
            var get = new HttpGet(uri);
            if (MediaRequest.sameOrigin(uri, request.uri())) {
                request.headers().forEach(get::setHeader);
            }
            var client = request.isAtApiUrl(uri) ? atApiUrl : outside;
            var at = uri;
            var answer = client.execute(get, response -> {
                var status = response.getCode();
                if (REDIRECTS.contains(status)) {
                    return new Got(status, location(response, at));
                }
                if (status == 200 || anyStatus) {
                    copy(response, to, bytesMax, until);
                }
                return new Got(status, Optional.empty());
            });
            if (answer.leadsTo.isEmpty()) {
                return answer.status;
            }
            uri = answer.leadsTo.get();
        }
        throw new Refused("it leads on more than " + REDIRECTS_MAX + " times");
    }

    private record Got(int status, Optional<URI> leadsTo) {}

    private static Optional<URI> location(ClassicHttpResponse response, URI from) throws IOException {
        var header = response.getFirstHeader("Location");
        try {
            if (header != null) {
                return Optional.of(from.resolve(header.getValue()));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Refused("it leads to nowhere");
    }

    private static void copy(ClassicHttpResponse response, OutputStream to, long bytesMax, long until)
            throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return;
        }
        if (entity.getContentLength() > bytesMax) {
            throw new BoundedBody.TooLarge(bytesMax);
        }
        BoundedBody.copy(entity.getContent(), to, bytesMax, until);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static final class Refused extends IOException {

        private static final long serialVersionUID = 1;
        private final String because;

        Refused(String because) {
            super(because);
            this.because = because;
        }
    }

    @Override
    public void close() throws IOException {
        outside.close();
        atApiUrl.close();
    }
}
