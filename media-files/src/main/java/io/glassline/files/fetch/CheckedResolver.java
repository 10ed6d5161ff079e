package io.glassline.files.fetch;

import io.glassline.network.PublicAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/// Looks names up and gives out public addresses only. The connection is made to what is given out here,
/// so that a name that changes its mind between the check and the call changes nothing.
final class CheckedResolver implements DnsResolver {

    /// How names are looked up.
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /// A name that leads inside. One such address among others is enough: a name of a provider has none.
    static final class NotPublic extends UnknownHostException {

        private static final long serialVersionUID = 1;

        NotPublic(String host) {
            super(host + " is an address that is not of the public internet");
        }
    }

    private final Lookup lookup;

    CheckedResolver(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = lookup.of(host);
        if (found.length == 0 || !Arrays.stream(found).allMatch(PublicAddress::isPublic)) {
            throw new NotPublic(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
