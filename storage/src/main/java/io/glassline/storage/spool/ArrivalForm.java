package io.glassline.storage.spool;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Conversation;
import io.glassline.intake.Inbound;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An arrival as the bytes of a spool's record, and back: everything that would have been stored, so that what is
/// stored later is the same, its audit entries and their salts included.
///
/// The first byte is the form's version. A later program must read every form that was ever written: a node may be
/// replaced by a newer one while its spool is not empty.
public final class ArrivalForm {

    private static final byte VERSION = 1;

    private ArrivalForm() {}

    public static byte[] write(Arrival arrival) {
        var bytes = new ByteArrayOutputStream(1024 + arrival.call().body().length);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, arrival.call());
            out.writeInt(arrival.messages().size());
            for (var stamped : arrival.messages()) {
                write(out, stamped.inbound());
                write(out, stamped.entry());
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
            if (version != VERSION) {
                throw new IllegalArgumentException("an arrival in form " + version + ", which is not known here");
            }
            var call = call(in);
            var messages = new ArrayList<Stamped>();
            for (var left = in.readInt(); left > 0; left--) {
                messages.add(new Stamped(inbound(in), entry(in)));
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

    private static void write(DataOutputStream out, WebhookCall call) throws IOException {
        write(out, call.method());
        write(out, call.endpoint());
        write(out, call.publicUrl());
        out.writeInt(call.headers().size());
        for (var header : call.headers().entrySet()) {
            write(out, header.getKey());
            out.writeInt(header.getValue().size());
            for (var value : header.getValue()) {
                write(out, value);
            }
        }
        write(out, call.body());
        write(out, call.receivedAt());
    }

    private static WebhookCall call(DataInputStream in) throws IOException {
        return new WebhookCall(text(in), text(in), text(in), headers(in), bytes(in), instant(in));
    }

    private static Map<String, List<String>> headers(DataInputStream in) throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var left = in.readInt(); left > 0; left--) {
            var name = text(in);
            var values = new ArrayList<String>();
            for (var more = in.readInt(); more > 0; more--) {
                values.add(text(in));
            }
            headers.put(name, List.copyOf(values));
        }
        return headers;
    }

    private static void write(DataOutputStream out, Inbound inbound) throws IOException {
        write(out, inbound.id().value());
        write(out, inbound.accountId());
        write(out, inbound.providerId());
        write(out, inbound.from().channel().name());
        write(out, inbound.from().value());
        write(out, JsonForms.content(inbound.content()));
        write(out, inbound.sentAt());
        write(out, inbound.receivedAt());
        write(out, inbound.thread().map(JsonForms::thread).orElse(""));
        out.writeInt(inbound.marks().size());
        for (var mark : inbound.marks()) {
            write(out, mark.name());
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

    private static void write(DataOutputStream out, AuditEntry entry) throws IOException {
        write(out, entry.kind());
        write(out, entry.at());
        write(out, entry.leaf());
        write(out, entry.salt().orElse(new byte[0]));
        out.writeBoolean(entry.message().isPresent());
        if (entry.message().isPresent()) {
            write(out, entry.message().get().value());
        }
        out.writeBoolean(entry.conversation().isPresent());
        if (entry.conversation().isPresent()) {
            write(out, entry.conversation().get().value());
        }
    }

    private static AuditEntry entry(DataInputStream in) throws IOException {
        return new AuditEntry(
                text(in),
                instant(in),
                bytes(in),
                Optional.of(bytes(in)).filter(salt -> salt.length > 0),
                in.readBoolean() ? Optional.of(new Message.Id(uuid(in))) : Optional.empty(),
                in.readBoolean() ? Optional.of(new Conversation.Id(uuid(in))) : Optional.empty());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, JsonForms.wellFormed(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        var length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException("an arrival that is cut short");
        }
        return in.readNBytes(length);
    }

    private static void write(DataOutputStream out, Instant at) throws IOException {
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }
}
