package io.glassline.declared.proof;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A range of network addresses, such as `54.240.0.0/18` or `2600:1f00::/24`.
///
/// @param bits how many bits at the beginning count
record AddressRange(String first, byte[] network, int bits) {

    /// Only digits, so that no name is ever looked up.
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]{2,45}");

    static Optional<AddressRange> of(String written) {
        var slash = written.indexOf('/');
        var address = slash < 0 ? written : written.substring(0, slash);
        return bytes(address).flatMap(network -> {
            var most = network.length * 8;
            var bits = slash < 0 ? String.valueOf(most) : written.substring(slash + 1);
            return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most && Integer.parseInt(bits) > 0
                    ? Optional.of(new AddressRange(address, network, Integer.parseInt(bits)))
                    : Optional.empty();
        });
    }

    static Optional<byte[]> bytes(String address) {
        if (!ADDRESS.matcher(address).matches() || !address.contains(":") && !address.contains(".")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean has(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
