package io.glassline.channels.email;

import io.glassline.channel.MediaStep;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.message.Content;
import java.util.Optional;

/// A mail brings its files itself: they are read out of the mail as it is kept.
final class MailMedia {

    static final String SCHEME = "mail:attachment/";

    private MailMedia() {}

    static MediaStep fetch(Content.Media media) {
        var number = media.location().toString().replace(SCHEME, "");
        return number.matches("[0-9]{1,3}")
                ? new MediaStep.InCall(call -> read(call, Integer.parseInt(number)))
                : new MediaStep.Never("It is not said which part of the mail it is.");
    }

    private static Optional<byte[]> read(WebhookCall call, int number) {
        return MailAttachments.content(MimePart.read(call.body()), number);
    }
}
