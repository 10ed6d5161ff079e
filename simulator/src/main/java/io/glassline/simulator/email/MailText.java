package io.glassline.simulator.email;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person reads of a mail.
final class MailText {

    private MailText() {}

    /// The text/plain part if there is one, otherwise the first text there is.
    static String text(Part part) throws MessagingException, IOException {
        return text(part, "text/plain")
                .or(() -> softly(part, "text/*"))
                .orElse("")
                .stripTrailing();
    }

    private static Optional<String> softly(Part part, String type) {
        try {
            return text(part, type);
        } catch (MessagingException | IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return part.getContent() instanceof String text
                    ? Optional.of(text.replace("\r\n", "\n"))
                    : Optional.empty();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = text(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The names of what is attached.
    static List<String> attachments(Part part) throws MessagingException, IOException {
        var names = new ArrayList<String>();
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                if (inner.getFileName() != null) {
                    names.add(MimeUtility.decodeText(inner.getFileName()));
                } else {
                    names.addAll(attachments(inner));
                }
            }
        }
        return names;
    }
}
