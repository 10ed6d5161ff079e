package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.message.Content;
import java.net.URI;
import java.net.URLDecoder;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a mail brings beside its words, as references into the kept mail.
final class MailAttachments {

    private static final int ATTACHMENTS_MAX = 50;
    private static final int NAME_MAX_CHARS = 200;

    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature");

    /// Parts that programs put beside what people write. Nobody attached them.
    private static final Set<String> BY_PROGRAMS = Set.of(
            "text/calendar",
            "application/ics",
            "text/rfc822-headers",
            "text/x-amp-html",
            "text/watch-html",
            "text/enriched",
            "text/richtext",
            "application/applefile",
            "application/pgp-keys",
            "application/pgp-encrypted",
            "message/delivery-status",
            "message/global-delivery-status",
            "message/global-headers",
            "message/disposition-notification",
            "message/global-disposition-notification",
            "message/feedback-report",
            "message/tracking-status");

    /// Their names, where the type says nothing.
    private static final Set<String> NAMES_BY_PROGRAMS = Set.of(
            "smime.p7s", "signature.asc", "openpgp_digital_signature.asc", "pgp.sig", "signature.pgp", "invite.ics");

    /// Outlook's own form of a mail, which holds the words once more.
    private static final Set<String> OUTLOOKS_OWN = Set.of("application/ms-tnef", "application/vnd.ms-tnef");

    private static final int SHOWN_MAX = 1_000;
    private static final int ID_MAX_CHARS = 500;
    private static final BitSet ENDS_AN_ID = new BitSet();

    static {
        "\"'<> )\t\r\n".chars().forEach(ENDS_AN_ID::set);
    }

    private MailAttachments() {}

    /// @param hasWords whether the mail says anything without them.
    static List<Content> of(MimePart mail, boolean hasWords) {
        var shown = MimePart.leaves(mail)
                .filter(part -> part.type().equals("text/html"))
                .flatMap(part -> shownIn(part.text()).stream())
                .collect(Collectors.toSet());
        var attached = attached(mail);
        // The number counts all of them, so that it finds the same one again in the kept mail.
        return IntStream.range(0, attached.size())
                .filter(n -> !isShownInside(attached.get(n), shown))
                .filter(n -> !isByAProgram(attached.get(n), mail))
                .filter(n -> !hasWords && attached.size() == 1 || !isOutlooksOwn(attached.get(n)))
                .<Content>mapToObj(n -> new Content.Media(
                        attached.get(n).type(), URI.create(MailMedia.SCHEME + n), fileName(attached.get(n))))
                .toList();
    }

    private static List<MimePart> attached(MimePart mail) {
        return MimePart.leaves(mail)
                .filter(MailText::isAttachment)
                .filter(part -> !SIGNATURES.contains(part.type()))
                .limit(ATTACHMENTS_MAX)
                .toList();
    }

    /// The bytes of the one that [#of] gave this number; empty when there is none.
    static Optional<byte[]> content(MimePart mail, int number) {
        return attached(mail).stream().skip(number).findFirst().map(MimePart::content);
    }

    /// The Content-IDs of the pictures that a page shows.
    private static Set<String> shownIn(String html) {
        var ids = new HashSet<String>();
        var lower = html.toLowerCase(Locale.ROOT);
        var end = 0;
        for (var n = 0; n < SHOWN_MAX; n++) {
            var at = lower.indexOf("cid:", end);
            if (at < 0) {
                break;
            }
            end = at + 4;
            while (end < lower.length() && end < at + ID_MAX_CHARS && !ENDS_AN_ID.get(lower.charAt(end))) {
                end++;
            }
            ids.add(bareId(lower.substring(at + 4, end)));
        }
        return ids;
    }

    /// A picture that the HTML shows by its Content-ID: a letterhead or a logo, most often.
    private static boolean isShownInside(MimePart part, Set<String> shown) {
        return part.header("content-id")
                .filter(id -> id.length() <= ID_MAX_CHARS)
                .map(id -> bareId(id.strip().toLowerCase(Locale.ROOT)))
                .filter(shown::contains)
                .isPresent();
    }

    /// A mail that is brought back by a report is a part of that report.
    private static boolean isByAProgram(MimePart part, MimePart mail) {
        return BY_PROGRAMS.contains(part.type())
                || fileName(part)
                        .filter(name -> NAMES_BY_PROGRAMS.contains(name.toLowerCase(Locale.ROOT)))
                        .isPresent()
                || mail.type().equals("multipart/report") && part.type().startsWith("message/");
    }

    private static boolean isOutlooksOwn(MimePart part) {
        return OUTLOOKS_OWN.contains(part.type())
                || fileName(part).filter("winmail.dat"::equalsIgnoreCase).isPresent();
    }

    private static String bareId(String id) {
        return URLDecoder.decode(id.replace("+", "%2B").replaceAll("%(?![0-9a-f]{2})", "%25"), UTF_8)
                .replaceAll("[<>\\s]", "");
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
