package io.glassline.sources;

import io.glassline.network.PublicAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/// Looks names up. A source that is not said to lie inside is called at public addresses only; the
/// connection is made to what is given out here, so a name that changes its mind changes nothing.
public final class SourceResolver implements DnsResolver {

    private final boolean isInside;

    public SourceResolver(boolean isInside) {
        this.isInside = isInside;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = InetAddress.getAllByName(host);
        if (!isInside && !Arrays.stream(found).allMatch(PublicAddress::isPublic)) {
            throw new NotPublic();
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// A source that lies inside, and does not say so.
    public static final class NotPublic extends UnknownHostException {

        private static final long serialVersionUID = 1;
    }
}
