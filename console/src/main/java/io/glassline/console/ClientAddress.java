package io.glassline.console;

import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a request came from: for the record, and for counting wrong passwords.
///
/// That is the other end of the connection. Where it is one of the city's own proxies, it is whom the proxy names in
/// `X-Forwarded-For`, read from the right, for anyone can write on its left. Whom no proxy of the city's names, no
/// header is believed about.
public final class ClientAddress {

    public static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String UNKNOWN = "unknown";

    /// Addresses that one header may list; what is further from us than that is not looked at.
    private static final int FORWARDED_MAX = 32;

    private final List<Network> proxies;

    /// @param proxies the addresses of the city's own proxies; empty where there are none.
    public ClientAddress(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    public String of(HttpRequest<?> request) {
        var remote = request.getRemoteAddress().getAddress();
        return remote == null ? UNKNOWN : of(remote, request.getHeaders().getAll(FORWARDED_FOR));
    }

    /// @param forwardedFor the header's values, in the order in which they came.
    public String of(InetAddress remote, List<String> forwardedFor) {
        var named = new ArrayList<String>();
        forwardedFor.forEach(value -> named.addAll(Arrays.asList(value.split(","))));
        var client = remote;
        for (var i = named.size() - 1; i >= 0 && named.size() - i <= FORWARDED_MAX && isProxy(client); i--) {
            try {
                client = InetAddress.ofLiteral(named.get(i).strip());
            } catch (IllegalArgumentException e) {
                break;
            }
        }
        return client.getHostAddress();
    }

    /// Whether this is one of the city's own proxies.
    public boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    /// A network such as `10.0.0.0/8`, or one address.
    public record Network(InetAddress address, int prefixBits) {

        /// @throws IllegalArgumentException when it is neither; the message says so.
        public static Network parse(String text) {
            var slash = text.indexOf('/');
            try {
                var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
                var bits = address.getAddress().length * Byte.SIZE;
                var prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
                if (prefix >= 0 && prefix <= bits) {
                    return new Network(address, prefix);
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new IllegalArgumentException(
                    "an address such as 10.0.0.7 or a network such as 10.0.0.0/8, not " + text);
        }

        boolean contains(InetAddress other) {
            var ours = address.getAddress();
            var theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            var whole = prefixBits / Byte.SIZE;
            var rest = prefixBits % Byte.SIZE;
            return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                    && (rest == 0 || (ours[whole] ^ theirs[whole]) >> (Byte.SIZE - rest) == 0);
        }
    }
}
