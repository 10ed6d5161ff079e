package io.glassline.files.type;

import io.glassline.media.TypeDetector;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/// The type by content, from Apache Tika's table of magic numbers. Only the start of a file is looked at,
/// so that a file in a zip container (a document of an office program) is `application/zip`.
public final class ContentType implements TypeDetector {

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    @Override
    public String typeOf(InputStream file) throws IOException {
        var marked = file.markSupported() ? file : new BufferedInputStream(file);
        return types.detect(marked, new Metadata()).getBaseType().toString();
    }
}
