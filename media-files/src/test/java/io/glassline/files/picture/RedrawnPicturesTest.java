package io.glassline.files.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import io.glassline.media.PictureMaker.Copy;
import io.glassline.media.PictureMaker.PictureOutcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedrawnPicturesTest {

    private final RedrawnPictures pictures = new RedrawnPictures();

    @Test
    void aPhotoLosesItsPlaceAndItsCamera() throws Exception {
        var photo = WithExif.jpeg(picture(60, 40, false), 1);
        var before = ImageMetadataReader.readMetadata(new ByteArrayInputStream(photo));
        assertThat(before.getFirstDirectoryOfType(GpsDirectory.class)
                        .getGeoLocation()
                        .getLatitude())
                .as("the photo says where it was taken")
                .isEqualTo(37.5);

        var drawn = drawn(photo, "image/jpeg");
        for (var copy : new Copy[] {drawn.shown(), drawn.thumbnail()}) {
            var after = ImageMetadataReader.readMetadata(new ByteArrayInputStream(copy.bytes()));
            assertThat(after.containsDirectoryOfType(GpsDirectory.class)).isFalse();
            assertThat(after.getDirectoriesOfType(ExifDirectoryBase.class)).isEmpty();
            assertThat(new String(copy.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "Telephone");
        }
    }

    @ParameterizedTest(name = "orientation {0}")
    @CsvSource(delimiter = '|', textBlock = """
        # Exif | the red corner goes | width | height
          1    | top left            | 60    | 40
          2    | top right           | 60    | 40
          3    | bottom right        | 60    | 40
          4    | bottom left         | 60    | 40
          5    | top left            | 40    | 60
          6    | top right           | 40    | 60
          7    | bottom right        | 40    | 60
          8    | bottom left         | 40    | 60
        """)
    void standsUpright(int exif, String corner, int width, int height) throws IOException {
        var shown =
                drawn(WithExif.jpeg(picture(60, 40, false), exif), "image/jpeg").shown();
        assertThat(shown.width()).isEqualTo(width);
        assertThat(shown.height()).isEqualTo(height);
        var read = ImageIO.read(new ByteArrayInputStream(shown.bytes()));
        var x = corner.endsWith("left") ? 3 : width - 4;
        var y = corner.startsWith("top") ? 3 : height - 4;
        assertThat(new Color(read.getRGB(x, y)).getRed()).isGreaterThan(200);
        assertThat(new Color(read.getRGB(width - 1 - x, height - 1 - y)).getRed())
                .isLessThan(80);
    }

    @ParameterizedTest(name = "{0} of {1} × {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # format | width | height | copy       | shown      | thumbnail
          jpg    | 4000  | 3000   | image/jpeg | 2560×1920  | 320×240
          jpg    | 60    | 40     | image/jpeg | 60×40      | 60×40
          png    | 60    | 40     | image/jpeg | 60×40      | 60×40
          alpha  | 60    | 40     | image/png  | 60×40      | 60×40
          gif    | 60    | 40     | image/jpeg | 60×40      | 60×40
          bmp    | 60    | 40     | image/jpeg | 60×40      | 60×40
          tiff   | 60    | 40     | image/jpeg | 60×40      | 60×40
          jpg    | 6000  | 1      | image/jpeg | 2560×1     | 320×1
        """)
    void isNoLargerThanALimit(String format, int width, int height, String type, String shown, String thumbnail)
            throws IOException {
        var file = new ByteArrayOutputStream();
        var hasAlpha = format.equals("alpha");
        assertThat(ImageIO.write(picture(width, height, hasAlpha), hasAlpha ? "png" : format, file))
                .isTrue();
        var drawn = drawn(file.toByteArray(), "image/" + (format.equals("jpg") ? "jpeg" : hasAlpha ? "png" : format));
        assertThat(drawn.width() + "×" + drawn.height()).isEqualTo(width + "×" + height);
        assertThat(drawn.shown().type()).isEqualTo(type);
        assertThat(drawn.shown().width() + "×" + drawn.shown().height()).isEqualTo(shown);
        assertThat(drawn.thumbnail().width() + "×" + drawn.thumbnail().height()).isEqualTo(thumbnail);
    }

    /// A WebP of 1 × 1 pixel.
    @Test
    void aWebPIsDrawn() throws IOException {
        var webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        assertThat(drawn(webp, "image/webp").shown().width()).isEqualTo(1);
    }

    @Test
    void aBombIsRefusedByItsSizeAndNotOpened() throws IOException {
        var png = png(60_000, 60_000);
        assertThat(png.length).isLessThan(100);
        assertThat(pictures.draw(new ByteArrayInputStream(png), "image/png"))
                .isEqualTo(new PictureOutcome.TooManyPixels(60_000, 60_000, RedrawnPictures.PIXELS_MAX));
    }

    /// A header that says how large it is, and no pixels.
    private static byte[] png(int width, int height) {
        var header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "image/heic, ftypheic",
        "image/jpeg, broken",
        "image/png, ''",
        "image/svg+xml, <svg/>",
        "image/gif, GIF89a"
    })
    void whatCannotBeReadIsSaidToBeSo(String type, String content) throws IOException {
        assertThat(pictures.draw(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)), type))
                .isEqualTo(new PictureOutcome.NotDrawn(
                        "No copy without metadata can be made of this picture (" + type + ")."));
    }

    private PictureOutcome.Drawn drawn(byte[] file, String type) throws IOException {
        var outcome = pictures.draw(new ByteArrayInputStream(file), type);
        assertThat(outcome).isInstanceOf(PictureOutcome.Drawn.class);
        return (PictureOutcome.Drawn) outcome;
    }

    /// Black, and red in the upper left quarter.
    private static BufferedImage picture(int width, int height, boolean alpha) {
        var picture =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, Math.max(1, height / 2));
        graphics.dispose();
        return picture;
    }
}
