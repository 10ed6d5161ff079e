package io.glassline.storage.form;

import static io.glassline.storage.form.Fields.bytes;
import static io.glassline.storage.form.Fields.instant;
import static io.glassline.storage.form.Fields.text;
import static io.glassline.storage.form.Fields.uuid;

import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEntry.Opening;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.storage.json.JsonForms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// An arrival as the bytes of a spool's record, and back: everything that would have been stored, so that what is
/// stored later is the same, its audit entries and their salts included.
///
/// The first byte is the form's version. A later program must read every form that was ever written: a node may be
/// replaced by a newer one while its spool is not empty.
public final class ArrivalForm {

    /// Its entries had a salt and nothing sealed.
    private static final byte VERSION_1 = 1;

    private static final byte VERSION = 2;

    private static final byte[] NOTHING = {};

    private ArrivalForm() {}

    public static byte[] write(Arrival arrival) {
        var bytes = new ByteArrayOutputStream(1024 + arrival.call().body().length);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            CallForm.write(out, arrival.call());
            out.writeInt(arrival.messages().size());
            for (var stamped : arrival.messages()) {
                writeInbound(out, stamped.inbound());
                writeEntry(out, stamped.entry());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes what is written", e);
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalArgumentException when the bytes are not of a form that is known here.
    public static Arrival read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var version = in.readByte();
            if (version != VERSION && version != VERSION_1) {
                throw new IllegalArgumentException("an arrival in form " + version + ", which is not known here");
            }
            var call = CallForm.read(in);
            var messages = new ArrayList<Stamped>();
            for (var left = in.readInt(); left > 0; left--) {
                messages.add(new Stamped(inbound(in), entry(in, version)));
            }
            if (in.available() > 0) {
                throw new IllegalArgumentException("an arrival with more behind it");
            }
            return new Arrival(call, messages);
        } catch (IOException | RuntimeException e) {
            throw e instanceof IllegalArgumentException known
                    ? known
                    : new IllegalArgumentException("not an arrival: " + e, e);
        }
    }

    private static void writeInbound(DataOutputStream out, Inbound inbound) throws IOException {
        Fields.write(out, inbound.id().value());
        Fields.write(out, inbound.accountId());
        Fields.write(out, inbound.providerId());
        Fields.write(out, inbound.from().channel().name());
        Fields.write(out, inbound.from().value());
        Fields.write(out, JsonForms.content(inbound.content()));
        Fields.write(out, inbound.sentAt());
        Fields.write(out, inbound.receivedAt());
        Fields.write(out, inbound.thread().map(JsonForms::thread).orElse(""));
        out.writeInt(inbound.marks().size());
        for (var mark : inbound.marks()) {
            Fields.write(out, mark.name());
        }
        out.writeInt(inbound.failedTurns());
    }

    private static Inbound inbound(DataInputStream in) throws IOException {
        return new Inbound(
                new Message.Id(uuid(in)),
                text(in),
                text(in),
                new Address(new ChannelKind(text(in)), text(in)),
                JsonForms.readContent(text(in)),
                instant(in),
                instant(in),
                Optional.of(text(in)).filter(json -> !json.isEmpty()).map(JsonForms::readThread),
                marks(in),
                in.readInt());
    }

    private static Set<Mark> marks(DataInputStream in) throws IOException {
        var marks = new LinkedHashSet<Mark>();
        for (var left = in.readInt(); left > 0; left--) {
            marks.add(Mark.valueOf(text(in)));
        }
        return marks;
    }

    private static void writeEntry(DataOutputStream out, AuditEntry entry) throws IOException {
        Fields.write(out, entry.kind());
        Fields.write(out, entry.at());
        Fields.write(out, entry.leaf());
        var opening = entry.opening();
        Fields.write(out, opening.map(Opening::salt).orElse(NOTHING));
        Fields.write(out, opening.flatMap(Opening::sealed).orElse(NOTHING));
        Fields.write(out, opening.flatMap(Opening::wordsSalt).orElse(NOTHING));
        out.writeBoolean(entry.message().isPresent());
        if (entry.message().isPresent()) {
            Fields.write(out, entry.message().get().value());
        }
        out.writeBoolean(entry.conversation().isPresent());
        if (entry.conversation().isPresent()) {
            Fields.write(out, entry.conversation().get().value());
        }
    }

    private static AuditEntry entry(DataInputStream in, byte version) throws IOException {
        return new AuditEntry(
                text(in),
                instant(in),
                bytes(in),
                opening(in, version),
                in.readBoolean() ? Optional.of(new Message.Id(uuid(in))) : Optional.empty(),
                in.readBoolean() ? Optional.of(new Conversation.Id(uuid(in))) : Optional.empty());
    }

    private static Optional<Opening> opening(DataInputStream in, byte version) throws IOException {
        var salt = bytes(in);
        var sealed = version == VERSION_1 ? NOTHING : bytes(in);
        var wordsSalt = version == VERSION_1 ? NOTHING : bytes(in);
        return present(salt).map(there -> new Opening(there, present(sealed), present(wordsSalt)));
    }

    private static Optional<byte[]> present(byte[] bytes) {
        return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    }
}
