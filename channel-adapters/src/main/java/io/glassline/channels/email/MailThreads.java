package io.glassline.channels.email;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.MailThread;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Where a mail stands among others.
final class MailThreads {

    private static final int SUBJECT_MAX_CHARS = 500;
    private static final int REFERENCES_MAX = 100;

    private MailThreads() {}

    static MailThread of(MimePart mail, String messageId, MailSender sender, ChannelAccount account) {
        var inReplyTo = new LinkedHashSet<>(MailHeaders.ids(mail, "in-reply-to"));
        var references = new LinkedHashSet<String>();
        for (var id : MailHeaders.ids(mail, "references")) {
            if (!inReplyTo.contains(id)) {
                references.add(id);
            }
        }
        references.addAll(inReplyTo);
        var all = List.copyOf(references);
        var latest = all.subList(Math.max(0, all.size() - REFERENCES_MAX), all.size());
        var subject = mail.words("subject")
                .map(words -> words.substring(0, Math.min(words.length(), 4 * SUBJECT_MAX_CHARS)))
                .map(words -> Wording.legible(words).replaceAll("\\s+", " ").strip())
                .filter(words -> !words.isEmpty())
                .map(words -> words.length() <= SUBJECT_MAX_CHARS ? words : words.substring(0, SUBJECT_MAX_CHARS))
                .map(Wording::legible);
        var answered = MailToken.among(latest, account);
        return new MailThread(
                messageId,
                latest,
                subject,
                answered.map(MailToken::conversation),
                sender.replyTo(),
                answered.map(token -> token.part().message()));
    }

    /// What came in the same mail as the words.
    static MailThread following(MailThread thread) {
        var references = new ArrayList<>(thread.references());
        references.add(thread.messageId());
        return new MailThread(
                thread.messageId(),
                references,
                thread.subject(),
                thread.conversation(),
                thread.replyTo(),
                thread.answers());
    }
}
