package io.glassline.channels.twilio;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The first look at any call from Twilio: is it from Twilio, for this account, and what are its fields?
///
/// An account is told apart by the setting `account-sid`, and its calls are signed with the secret `auth-token`,
/// the primary one: API keys do not sign.
public sealed interface TwilioWebhook {

    record Genuine(TwilioForm form) implements TwilioWebhook {}

    record Refused(Receipt.Refused receipt) implements TwilioWebhook {}

    /// An answer that says nothing. It must be XML: Twilio sends the body of a `text/plain` answer to the citizen.
    static WebhookReply emptyAnswer() {
        return new WebhookReply(200, "text/xml", "<Response/>");
    }

    static TwilioWebhook read(WebhookCall call, ChannelAccount account) {
        var signature = call.header("x-twilio-signature");
        if (signature.isEmpty()) {
            return refused(Fault.NOT_AUTHENTIC, "signature missing");
        }
        var query = TwilioForm.read(call.rawQuery());
        var form = call.method().equals("GET") ? query : TwilioForm.read(call.body());
        var bodyHash = query.flatMap(q -> q.value("bodySHA256"));
        if (form.isEmpty() && bodyHash.isEmpty()) {
            return refused(Fault.NOT_PROVABLE, "not a form: an escape or a character in it is broken");
        }
        // A GET has its fields in the URL, and a body that is no form is signed by its hash in the URL.
        var overUrlAlone = call.method().equals("GET") || bodyHash.isPresent();
        var signed = overUrlAlone ? new TwilioForm(List.of()) : form.orElseThrow();
        var proven = TwilioSignature.proves(signature.get(), call.publicUrl(), signed, account.secret("auth-token"));
        if (!proven || bodyHash.isPresent() && !bodyHash.get().equalsIgnoreCase(sha256(call.body()))) {
            return refused(Fault.NOT_AUTHENTIC, "signature wrong");
        }
        if (form.isEmpty()) {
            return refused(Fault.MALFORMED, "not a form");
        }
        if (!form.get().value("AccountSid").equals(Optional.of(account.requiredSetting("account-sid")))) {
            return refused(Fault.NOT_AUTHENTIC, "for another provider account");
        }
        return new Genuine(form.get());
    }

    private static Refused refused(Fault fault, String because) {
        return new Refused(new Receipt.Refused(fault, because));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
