package io.glassline.channel;

import java.util.Optional;

/// What to do next on the way to the bytes of an attachment.
public sealed interface MediaStep {

    /// An answer that says where the bytes are is read to this many bytes.
    int ANSWER_MAX_BYTES = 64 << 10;

    /// Ask the provider where the bytes are.
    record Ask(MediaRequest request, AnswerReader reader) implements MediaStep {}

    /// The answer to this request is the file.
    record Load(MediaRequest request) implements MediaStep {}

    /// The file stands in the call that brought the message: in a mail.
    record InCall(CallReader reader) implements MediaStep {}

    /// The provider does not have it, or not yet.
    record Missing(String because) implements MediaStep {}

    /// The provider did not say what was asked; it is asked again.
    record Unclear(String because) implements MediaStep {}

    /// Asking again will not help.
    record Never(String because) implements MediaStep {}

    /// Reads an answer that is no redirect. `status` is that of HTTP.
    interface AnswerReader {
        MediaStep read(int status, byte[] body);
    }

    /// Finds the file in a call; empty when it is not there.
    interface CallReader {
        Optional<byte[]> read(WebhookCall call);
    }
}
