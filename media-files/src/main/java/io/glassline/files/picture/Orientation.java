package io.glassline.files.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// How a picture is to be turned: Exif's tag 0x0112, from 1 (as it is) to 8. A telephone held upright
/// writes it lying, and says so.
record Orientation(int exif) {

    private static final Orientation AS_IT_IS = new Orientation(1);

    static Orientation of(byte[] file) {
        try {
            var directory = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            var value = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return value == null || value < 1 || value > 8 ? AS_IT_IS : new Orientation(value);
        } catch (ImageProcessingException | IOException | RuntimeException e) { // broken metadata is none
            return AS_IT_IS;
        }
    }

    BufferedImage upright(BufferedImage picture) {
        if (exif == 1) {
            return picture;
        }
        var width = picture.getWidth();
        var height = picture.getHeight();
        var isTurned = exif >= 5;
        var target = new BufferedImage(
                isTurned ? height : width,
                isTurned ? width : height,
                picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = target.createGraphics();
        graphics.drawImage(picture, turn(width, height), null);
        graphics.dispose();
        return target;
    }

    /// Where the pixel (x, y) of what was read goes.
    private AffineTransform turn(int width, int height) {
        return switch (exif) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
