package io.glassline.files.picture;

import io.glassline.media.PictureMaker;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures drawn anew: JPEG, PNG, GIF (its first frame), BMP, TIFF (its first page) and WebP. A copy is
/// a JPEG, or a PNG where something shows through, in sRGB and without any metadata; it stands upright,
/// as the metadata of the original asked. HEIC and AVIF cannot be read by Java, so that no copy is made
/// of them.
///
/// One picture at a time, because each takes up to 200 MB for a moment.
public final class RedrawnPictures implements PictureMaker {

    /// A picture of more pixels is not opened. Telephones make 12 to 48 million.
    static final long PIXELS_MAX = 50_000_000;

    /// The copy that is shown is no longer and no higher, in pixels.
    static final int SHOWN_SIDE_MAX = 2_560;

    static final int THUMBNAIL_SIDE_MAX = 320;

    private static final int FILE_BYTES_MAX = 20 << 20;
    private static final float JPEG_QUALITY = 0.85f;

    private static final Set<String> DRAWN =
            Set.of("image/jpeg", "image/png", "image/gif", "image/bmp", "image/x-ms-bmp", "image/tiff", "image/webp");

    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

    @Override
    public PictureOutcome draw(InputStream picture, String type) throws IOException {
        if (!DRAWN.contains(type)) {
            return notDrawn(type);
        }
        ONE_AT_A_TIME.acquireUninterruptibly();
        try {
            return draw(picture.readNBytes(FILE_BYTES_MAX), type);
        } finally {
            ONE_AT_A_TIME.release();
        }
    }

    private static PictureOutcome draw(byte[] file, String type) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return notDrawn(type);
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true); // its metadata may be a bomb by itself
                return draw(reader, Orientation.of(file));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // readers throw all kinds over files that are broken
            return notDrawn(type);
        }
    }

    private static PictureOutcome notDrawn(String type) {
        return new PictureOutcome.NotDrawn("No copy without metadata can be made of this picture (" + type + ").");
    }

    private static PictureOutcome draw(ImageReader reader, Orientation orientation) throws IOException {
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        if ((long) width * height > PIXELS_MAX) {
            return new PictureOutcome.TooManyPixels(width, height, PIXELS_MAX);
        }
        var asIs = reader.getDefaultReadParam();
        var step = Math.max(1, Math.max(width, height) / SHOWN_SIDE_MAX);
        asIs.setSourceSubsampling(step, step, 0, 0);
        var read = reader.read(0, asIs);
        var shown = scaled(orientation.upright(read), SHOWN_SIDE_MAX);
        var thumbnail = scaled(shown, THUMBNAIL_SIDE_MAX);
        return new PictureOutcome.Drawn(copy(shown), copy(thumbnail), width, height);
    }

    /// Drawn into a fresh picture in sRGB, and smaller where it is too large.
    private static BufferedImage scaled(BufferedImage picture, int sideMax) {
        var longer = Math.max(picture.getWidth(), picture.getHeight());
        var by = Math.min(1.0, (double) sideMax / longer);
        var width = Math.max(1, (int) Math.round(picture.getWidth() * by));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * by));
        var target = new BufferedImage(
                width,
                height,
                picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = target.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(halved(picture, width, height), 0, 0, width, height, null);
        graphics.dispose();
        return target;
    }

    /// One step down to much less than half would leave out most pixels.
    private static BufferedImage halved(BufferedImage picture, int width, int height) {
        var now = picture;
        while (now.getWidth() >= 4 * width && now.getHeight() >= 4 * height) {
            var half = new BufferedImage(
                    now.getWidth() / 2,
                    now.getHeight() / 2,
                    now.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
            var graphics = half.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(now, 0, 0, half.getWidth(), half.getHeight(), null);
            graphics.dispose();
            now = half;
        }
        return now;
    }

    private static Copy copy(BufferedImage picture) throws IOException {
        var format = picture.getColorModel().hasAlpha() ? "png" : "jpeg";
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return new Copy(bytes.toByteArray(), "image/" + format, picture.getWidth(), picture.getHeight());
    }
}
