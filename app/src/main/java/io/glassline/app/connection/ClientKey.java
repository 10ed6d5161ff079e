package io.glassline.app.connection;

import io.glassline.console.ClientAddress;
import io.micronaut.http.HttpRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Who counts as one client: an address, and of IPv6 a network of 64 bits, which is what one household or
/// one machine is given.
public final class ClientKey {

    private static final int NETWORK_BYTES = 8;

    private ClientKey() {}

    /// Of whoever sent the request.
    public static String of(HttpRequest<?> request, ClientAddress clientAddress) {
        try {
            return of(InetAddress.ofLiteral(clientAddress.of(request)));
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    public static String of(InetAddress address) {
        return address instanceof Inet6Address six
                ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
