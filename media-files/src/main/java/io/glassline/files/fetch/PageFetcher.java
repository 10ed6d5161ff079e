package io.glassline.files.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/// Fetches the pages of a city's website, behind the same guard as attachments. It follows no
/// redirect: where one leads is given back, so that whoever asks asks the guard, and the site's
/// `robots.txt`, again.
///
/// Safe to use from any thread.
public final class PageFetcher implements AutoCloseable {

    /// The largest page that is read, unpacked.
    public static final long PAGE_BYTES_MAX = 5L << 20;

    /// How long one page may take, to its last byte.
    static final Duration PAGE_MAX = Duration.ofSeconds(20);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final PageHosts hosts;
    private final Duration pageMax;
    private final CloseableHttpClient outside;
    private final CloseableHttpClient inside;

    public PageFetcher(PageHosts hosts) {
        this(hosts, InetAddress::getAllByName, PAGE_MAX);
    }

    PageFetcher(PageHosts hosts, CheckedResolver.Lookup lookup, Duration pageMax) {
        this.hosts = hosts;
        this.pageMax = pageMax;
        this.outside = GuardedClients.client(new CheckedResolver(lookup));
        this.inside = GuardedClients.client(SystemDefaultDnsResolver.INSTANCE);
    }

    public PageAnswer get(URI uri) {
        var refusal = hosts.refusal(uri);
        if (refusal.isPresent()) {
            return new PageAnswer.NotCalled(refusal.get());
        }
        var until = System.nanoTime() + pageMax.toNanos();
        var get = new HttpGet(uri);
        get.setHeader("Accept", "text/html, application/xhtml+xml, text/plain;q=0.5");
        get.setHeader("Accept-Encoding", "gzip");
        try {
            return (hosts.isInside(uri) ? inside : outside).execute(get, response -> answer(uri, response, until));
        } catch (CheckedResolver.NotPublic e) {
            return new PageAnswer.NotCalled(String.valueOf(e.getMessage()));
        } catch (BoundedBody.TooLarge e) {
            return new PageAnswer.TooLarge(e.bytesMax);
        } catch (IOException e) {
            return new PageAnswer.Failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private static PageAnswer answer(URI uri, ClassicHttpResponse response, long until) throws IOException {
        var status = response.getCode();
        if (REDIRECTS.contains(status)) {
            return moved(uri, response);
        }
        if (status != 200) {
            return new PageAnswer.NoPage(status);
        }
        var entity = response.getEntity();
        var body = new ByteArrayOutputStream();
        if (entity != null) {
            if (entity.getContentLength() > PAGE_BYTES_MAX) {
                throw new BoundedBody.TooLarge(PAGE_BYTES_MAX);
            }
            BoundedBody.copy(unpacked(entity), body, PAGE_BYTES_MAX, until);
        }
        var type = entity == null ? null : entity.getContentType();
        return new PageAnswer.Page(uri, type == null ? "" : type, body.toByteArray());
    }

    private static PageAnswer moved(URI uri, ClassicHttpResponse response) {
        var header = response.getFirstHeader("Location");
        try {
            if (header != null) {
                return new PageAnswer.Moved(uri.resolve(header.getValue()));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        return new PageAnswer.Failed("it leads to nowhere");
    }

    /// Unpacked as it is read, so that a small file that unpacks to a huge one meets the limit.
    private static InputStream unpacked(HttpEntity entity) throws IOException {
        var packing = entity.getContentEncoding() == null
                ? ""
                : entity.getContentEncoding().toLowerCase(Locale.ROOT);
        return switch (packing) {
            case "", "identity" -> entity.getContent();
            case "gzip", "x-gzip" -> new GZIPInputStream(entity.getContent());
            default -> throw new IOException("it is packed as " + packing + ", which we did not ask for");
        };
    }

    @Override
    public void close() throws IOException {
        outside.close();
        inside.close();
    }
}
