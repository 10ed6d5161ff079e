package io.glassline.declared.receive;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.declared.body.FormBody;
import io.glassline.declared.body.Unreadable;
import java.util.Optional;
import java.util.regex.Pattern;

/// A provider's question whether we are there, by GET: it shows a token that we gave it, and hears back a word of its
/// own.
///
/// @param token the parameter in which the token stands, and `secret` what it must be
/// @param answer the parameter that is said back
record Challenge(String token, String secret, String answer) {

    /// What is said back is a plain word, so that nobody makes our address say a page of theirs.
    static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    boolean isOne(WebhookCall call) {
        return call.method().equals("GET");
    }

    Receipt answer(WebhookCall call, ChannelAccount account) {
        Optional<FormBody> query = query(call);
        if (!Proof.sameSecret(query.flatMap(q -> q.value(token)), account.secret(secret))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "the token in query " + token + " is missing or wrong");
        }
        return query.flatMap(q -> q.value(answer))
                .filter(word -> WORD.matcher(word).matches())
                .<Receipt>map(word -> new Receipt.Handshake(new WebhookReply(200, "text/plain", word)))
                .orElseGet(() -> new Receipt.Refused(
                        Fault.MALFORMED, "there is no plain word in query " + answer + " to say back"));
    }

    private static Optional<FormBody> query(WebhookCall call) {
        try {
            return Optional.of(FormBody.decode(call.rawQuery()));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }
}
