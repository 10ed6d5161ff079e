package io.glassline.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Which addresses are of the public internet. All others may be inside: this machine, the city's
/// network, the cloud's own services. The blocks are those of IANA's special-purpose registries (RFC
/// 6890 and what came after it).
public final class PublicAddress {

    private static final List<Block> SPECIAL_V4 = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64), // carrier-grade NAT
            Block.of(8, 127),
            Block.of(16, 169, 254), // link-local, in which clouds serve credentials
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(4, 224),
            Block.of(4, 240));

    /// All that is global unicast. What is not in it is special.
    private static final Block GLOBAL_V6 = Block.of(3, 0x20);

    private static final List<Block> SPECIAL_V6 = List.of(
            Block.of(23, 0x20, 0x01, 0x00), // IETF protocols, Teredo among them
            Block.of(32, 0x20, 0x01, 0x0d, 0xb8),
            Block.of(20, 0x3f, 0xff, 0x00)); // documentation

    private static final Block SIX_TO_FOUR = Block.of(16, 0x20, 0x02);
    private static final Block NAT64 = Block.of(96, 0x00, 0x64, 0xff, 0x9b);

    private PublicAddress() {}

    public static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublicV4(bytes);
        }
        if (NAT64.has(bytes)) {
            return isPublicV4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (SIX_TO_FOUR.has(bytes)) {
            return isPublicV4(Arrays.copyOfRange(bytes, 2, 6));
        }
        // An IPv4 address written as IPv6 is not in the global block, so that it is refused, too.
        return GLOBAL_V6.has(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.has(bytes));
    }

    private static boolean isPublicV4(byte[] bytes) {
        return SPECIAL_V4.stream().noneMatch(block -> block.has(bytes));
    }

    private record Block(int bits, byte[] start) {

        static Block of(int bits, int... start) {
            var bytes = new byte[16];
            for (var n = 0; n < start.length; n++) {
                bytes[n] = (byte) start[n];
            }
            return new Block(bits, bytes);
        }

        boolean has(byte[] address) {
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
