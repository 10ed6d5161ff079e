package io.glassline.log;

import io.glassline.log.CanonicalEntry.Reading;
import io.glassline.log.CanonicalEntry.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks the `.tlog-proof` file of one message, as a citizen takes it from their receipt: that the
/// words in it are what the sealed part commits to, the sealed part what the leaf commits to, and
/// the leaf in the tree that the log signed.
///
/// The file's `extra` is canonical JSON, `{"leaf":…,"opening":{"salt":…,"sealed":…,"words":…,"wordsSalt":…}}`, as
/// `docs/record` writes entries with what opens them. With the leaf alone it proves that the entry is in the log, and
/// nothing of what it says.
public final class MessageProof {

    private static final byte OVER_WORDS = 0x01;
    private static final byte OVER_SEALED = 0x02;

    private MessageProof() {}

    /// What came of checking.
    public sealed interface Outcome {

        /// @param kind such as `message.received`
        /// @param by who wrote for the city; empty for a citizen's message
        /// @param text what was said; empty for what has no text, such as a picture
        record Proved(
                long index, Checkpoint checkpoint, String kind, Optional<String> by, String at, Optional<String> text)
                implements Outcome {}

        /// The entry is in the log. What it says is not opened.
        ///
        /// @param kind what anyone reads of it: `in`, `out`, `act` or `system`
        /// @param channel empty where it has none
        /// @param hour in UTC, such as `2026-03-02T12Z`
        record InLog(long index, Checkpoint checkpoint, String kind, String channel, String hour) implements Outcome {}

        record Refused(String because) implements Outcome {}
    }

    /// @param log the log's key, which nobody should have from the file's sender alone
    public static Outcome verify(byte[] file, VerifierKey log) {
        return verify(file, log, Optional.empty());
    }

    /// As [#verify(byte[], VerifierKey)], and that the quorum of `policy` has cosigned, if there is one.
    public static Outcome verify(byte[] file, VerifierKey log, Optional<LogPolicy> policy) {
        try {
            var proof = TlogProof.parse(file);
            var extra = fields(
                    "the file's extra",
                    proof.extra().orElseThrow(() -> new Malformed("the file has no extra: it proves no message")));
            var leaf = object("leaf", extra);
            var witnesses = policy.map(LogPolicy::witnessKeys).orElse(List.of());
            return switch (proof.verify(Hash.ofLeaf(leaf), log, witnesses)) {
                case TlogProof.Outcome.Refused(var because) -> new Outcome.Refused(because);
                case TlogProof.Outcome.Proved(var checkpoint, var signers) -> {
                    var unmet = policy.flatMap(of -> of.unmetBy(signers));
                    yield unmet.isPresent()
                            ? new Outcome.Refused("checkpoint: " + unmet.get())
                            : known(extra, leaf, proof.index(), checkpoint);
                }
            };
        } catch (Malformed e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome known(Map<String, Value> extra, byte[] leaf, long index, Checkpoint checkpoint) {
        if (extra.size() > 1) {
            return opened(leaf, fields("the opening", object("opening", extra)), index, checkpoint);
        }
        var open = fields("the leaf", leaf);
        return new Outcome.InLog(
                index, checkpoint, text("kind", open), maybe("channel", open).orElse(""), text("hour", open));
    }

    private static Outcome opened(byte[] leaf, Map<String, Value> opening, long index, Checkpoint checkpoint) {
        var facts = sealed(leaf, opening);
        var words = object("words", opening);
        if (!text("words", facts).equals(commitment(OVER_WORDS, text("wordsSalt", opening), words))) {
            return new Outcome.Refused("the words are not those that the sealed part commits to");
        }
        var said = fields("the words", words);
        return new Outcome.Proved(
                index, checkpoint, text("kind", facts), maybe("role", facts), text("at", facts), maybe("text", said));
    }

    /// The facts of the sealed part, which the leaf commits to.
    static Map<String, Value> sealed(byte[] leaf, Map<String, Value> opening) {
        var sealed = object("sealed", opening);
        var commits = text("c", fields("the leaf", leaf));
        if (!commits.equals(commitment(OVER_SEALED, text("salt", opening), sealed))) {
            throw new Malformed("the sealed part is not the one that the leaf commits to");
        }
        return fields("the sealed part", sealed);
    }

    private static String commitment(byte over, String salt, byte[] bytes) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(StrictBase64.decode(salt), "HmacSHA256"));
            mac.update(over);
            return StrictBase64.encode(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a salt is empty");
        }
    }

    static Map<String, Value> fields(String what, byte[] json) {
        return switch (CanonicalEntry.read(json)) {
            case Reading.Canonical(var fields) -> fields;
            case Reading.Not(var because, var at) -> throw new Malformed(what + " " + because + ", at byte " + at);
        };
    }

    static byte[] object(String name, Map<String, Value> fields) {
        return switch (fields.get(name)) {
            case Value.Other(var json) -> json.getBytes(StandardCharsets.UTF_8);
            case Value.Text _, Value.Number _ -> throw new Malformed("\"" + name + "\" is no object");
            case null -> throw new Malformed("there is no \"" + name + "\"");
        };
    }

    static String text(String name, Map<String, Value> fields) {
        return maybe(name, fields).orElseThrow(() -> new Malformed("there is no text \"" + name + "\""));
    }

    private static Optional<String> maybe(String name, Map<String, Value> fields) {
        return fields.get(name) instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty();
    }
}
