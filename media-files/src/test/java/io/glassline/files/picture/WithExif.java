package io.glassline.files.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// JPEGs with metadata as a telephone writes it: a camera's name, how it was held, and where (37.5° N,
/// 122.25° W).
final class WithExif {

    private WithExif() {}

    static byte[] jpeg(BufferedImage picture, int orientation) throws IOException {
        var plain = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", plain);
        var exif = exif(orientation);
        var file = new ByteArrayOutputStream();
        file.write(plain.toByteArray(), 0, 2); // SOI
        file.writeBytes(ByteBuffer.allocate(4)
                .put((byte) 0xff)
                .put((byte) 0xe1)
                .putShort((short) (exif.length + 2))
                .array());
        file.writeBytes(exif);
        file.write(plain.toByteArray(), 2, plain.size() - 2);
        return file.toByteArray();
    }

    /// TIFF, big-endian: IFD0 with three entries, the camera's name, the GPS IFD with four, its two places.
    private static byte[] exif(int orientation) {
        var name = "Telephone\0".getBytes(StandardCharsets.US_ASCII);
        var nameAt = 8 + 2 + 3 * 12 + 4;
        var gpsAt = nameAt + name.length;
        var latitudeAt = gpsAt + 2 + 4 * 12 + 4;
        var longitudeAt = latitudeAt + 24;
        var tiff = ByteBuffer.allocate(longitudeAt + 24);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, 0x010f, 2, name.length).putInt(nameAt);
        entry(tiff, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x8825, 4, 1).putInt(gpsAt);
        tiff.putInt(0).put(name);
        tiff.putShort((short) 4);
        entry(tiff, 1, 2, 2).put(new byte[] {'N', 0, 0, 0});
        entry(tiff, 2, 5, 3).putInt(latitudeAt);
        entry(tiff, 3, 2, 2).put(new byte[] {'W', 0, 0, 0});
        entry(tiff, 4, 5, 3).putInt(longitudeAt);
        tiff.putInt(0);
        for (var part : new int[] {37, 30, 0, 122, 15, 0}) {
            tiff.putInt(part).putInt(1);
        }
        var head = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + tiff.capacity())
                .put(head)
                .put(tiff.array())
                .array();
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }
}
