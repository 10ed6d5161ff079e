package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import io.glassline.channels.Wording;
import io.glassline.message.Content;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What a mail brings beside its words, as references into the kept mail.
final class MailAttachments {

    private static final int ATTACHMENTS_MAX = 50;
    private static final int NAME_MAX_CHARS = 200;

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature");

    private MailAttachments() {}

    static List<Content> of(MimePart mail) {
        var html = MimePart.leaves(mail)
                .filter(part -> part.type().equals("text/html"))
                .map(MimePart::text)
                .reduce("", String::concat);
        var attached = MimePart.leaves(mail)
                .filter(MailText::isAttachment)
                .filter(part -> !SIGNATURES.contains(part.type()))
                .limit(ATTACHMENTS_MAX)
                .toList();
        // The number counts all of them, so that it finds the same one again in the kept mail.
        return IntStream.range(0, attached.size())
                .filter(n -> !isShownInside(attached.get(n), html))
                .<Content>mapToObj(n -> new Content.Media(
                        attached.get(n).type(), URI.create("mail:attachment/" + n), fileName(attached.get(n))))
                .toList();
    }

    /// A picture that the HTML shows by its Content-ID: a letterhead, most often.
    private static boolean isShownInside(MimePart part, String html) {
        return part.header("content-id")
                .map(id -> id.strip().replaceAll("[<>]", ""))
                .filter(id -> !id.isEmpty() && html.contains("cid:" + id))
                .isPresent();
    }

    private static Optional<String> fileName(MimePart part) {
        return part.parameter("content-disposition", "filename")
                .or(() -> part.parameter("content-type", "name"))
                .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
                .map(name ->
                        Wording.legible(name.length() <= NAME_MAX_CHARS ? name : name.substring(0, NAME_MAX_CHARS)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }
}
