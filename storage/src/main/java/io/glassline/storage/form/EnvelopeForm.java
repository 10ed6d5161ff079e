package io.glassline.storage.form;

import io.glassline.channel.WebhookCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Snappy;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Envelopes that were stored together, as bytes, and back. Calls of one provider are much alike, so together they
/// take a fifth of the room.
///
/// The first byte is the form's version. The rest are blocks of Snappy, as Google's `format_description.txt` has
/// it, each with its length before it, as four bytes. Unpacked they are the envelopes, one after the other. A later
/// program must read every form that was ever written.
public final class EnvelopeForm {

    private static final byte VERSION = 1;

    /// Unpacked, in bytes. Netty's Snappy finds nothing again in more.
    private static final int BLOCK_BYTES_MAX = Short.MAX_VALUE;

    private EnvelopeForm() {}

    /// @param number of the call, which the messages that were read out of it name.
    public record Kept(long number, String accountId, WebhookCall call) {}

    public static byte[] write(List<Kept> envelopes) {
        var plain = Unpooled.buffer();
        try (var out = new DataOutputStream(new ByteBufOutputStream(plain))) {
            out.writeInt(envelopes.size());
            for (var envelope : envelopes) {
                out.writeLong(envelope.number);
                Fields.write(out, envelope.accountId);
                CallForm.write(out, envelope.call);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer takes what is written", e);
        }
        return packed(plain);
    }

    private static byte[] packed(ByteBuf plain) {
        var packed = Unpooled.buffer(plain.readableBytes() / 2).writeByte(VERSION);
        while (plain.isReadable()) {
            var lengthAt = packed.writerIndex();
            packed.writeInt(0);
            var block = Math.min(BLOCK_BYTES_MAX, plain.readableBytes());
            new Snappy().encode(plain.readSlice(block), packed, block);
            packed.setInt(lengthAt, packed.writerIndex() - lengthAt - Integer.BYTES);
        }
        return ByteBufUtil.getBytes(packed);
    }

    /// @throws IllegalArgumentException when the bytes are not of a form that is known here.
    public static List<Kept> read(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException(
                    "envelopes in form " + (bytes.length == 0 ? "none" : bytes[0]) + ", which is not known here");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(unpacked(bytes)))) {
            var envelopes = new ArrayList<Kept>();
            for (var left = in.readInt(); left > 0; left--) {
                envelopes.add(new Kept(in.readLong(), Fields.text(in), CallForm.read(in)));
            }
            if (in.available() > 0) {
                throw new IllegalArgumentException("envelopes with more behind them");
            }
            return envelopes;
        } catch (IOException | DecompressionException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not envelopes: " + e, e);
        }
    }

    private static byte[] unpacked(byte[] bytes) {
        var packed = Unpooled.wrappedBuffer(bytes).skipBytes(1);
        var plain = Unpooled.buffer(2 * bytes.length);
        while (packed.isReadable()) {
            var block = packed.readInt();
            new Snappy().decode(packed.readSlice(block), plain);
        }
        return ByteBufUtil.getBytes(plain);
    }
}
