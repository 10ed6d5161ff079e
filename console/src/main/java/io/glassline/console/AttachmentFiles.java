package io.glassline.console;

import io.glassline.media.Attachment;
import io.glassline.media.MediaFiles;
import io.glassline.media.StoredFile;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/// Gives a file of a citizen to the browser. It may load nothing, run nothing, and is of no origin.
@Singleton
final class AttachmentFiles {

    private static final String NOTHING_ALLOWED = "default-src 'none'; sandbox";

    private final MediaFiles files;
    private final Pages pages;

    AttachmentFiles(MediaFiles files, Pages pages) {
        this.files = files;
        this.pages = pages;
    }

    HttpResponse<?> given(
            Attachment attachment, StoredFile file, String type, String disposition, StaffSession session) {
        try {
            var body = new StreamedFile(
                    files.open(attachment.message(), file.digest()), MediaType.of(type), 0, file.bytes());
            MutableHttpResponse<?> response = HttpResponse.ok(body);
            return response.header("Content-Disposition", disposition)
                    .header("Content-Security-Policy", NOTHING_ALLOWED)
                    .header("Cross-Origin-Resource-Policy", "same-origin");
        } catch (IOException e) {
            return pages.notice(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    Optional.of(session),
                    "The file cannot be read",
                    "It is on the record and not where it is kept. Tell whoever runs the machines.");
        }
    }
}
