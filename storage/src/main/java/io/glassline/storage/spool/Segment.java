package io.glassline.storage.spool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/// One file of the spool: a header of [#HEADER_BYTES] bytes (`GLSPOOL1` and eight bytes of chance, the seed), then
/// records. A record is its length, its checksum (both as 32 bits, big end first) and its bytes. The checksum is
/// CRC-32C over seed, length and bytes: without the seed, a message could hold what looks like a record, and be
/// taken for one after damage.
///
/// Only ever added to by the process that made it. Not safe to use from several threads.
final class Segment {

    static final int HEADER_BYTES = 16;
    static final int RECORD_HEADER_BYTES = 8;

    /// The largest record. A mail with its attachments is the largest thing that comes.
    static final int RECORD_BYTES_MAX = 64 << 20;

    private static final long MAGIC = 0x474c_5350_4f4f_4c31L;

    private final Path file;
    private final FileChannel channel;
    private final long seed;
    private int[] offsets = new int[64];
    private int[] lengths = new int[64];
    private int count;
    private long end;

    private Segment(Path file, FileChannel channel, long seed, long end) {
        this.file = file;
        this.channel = channel;
        this.seed = seed;
        this.end = end;
    }

    static Segment create(Path file, long seed) throws IOException {
        var channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), PrivateFiles.file(file));
        var segment = new Segment(file, channel, seed, 0);
        segment.write(
                ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putLong(seed).flip());
        return segment;
    }

    /// What a scan found that is no record.
    interface Damaged {
        void bytes(long offset, byte[] bytes) throws IOException;
    }

    /// Reads a segment that another run has left. What is damaged is skipped, up to the next whole record.
    static Segment read(Path file, Damaged damaged) throws IOException {
        var all = Files.readAllBytes(file);
        var bytes = ByteBuffer.wrap(all);
        var channel = FileChannel.open(file, READ, WRITE);
        if (all.length < HEADER_BYTES || bytes.getLong(0) != MAGIC) {
            damaged.bytes(0, all);
            return new Segment(file, channel, 0, all.length);
        }
        var segment = new Segment(file, channel, bytes.getLong(Long.BYTES), all.length);
        for (var at = HEADER_BYTES; at < all.length; ) {
            if (segment.isRecord(bytes, at)) {
                segment.add(at + RECORD_HEADER_BYTES, bytes.getInt(at));
                at += RECORD_HEADER_BYTES + bytes.getInt(at);
            } else {
                var from = at;
                do {
                    at++;
                } while (at < all.length && !segment.isRecord(bytes, at));
                damaged.bytes(from, Arrays.copyOfRange(all, from, at));
            }
        }
        return segment;
    }

    private boolean isRecord(ByteBuffer bytes, int at) {
        var room = bytes.capacity() - at - RECORD_HEADER_BYTES;
        if (room <= 0) {
            return false;
        }
        var length = bytes.getInt(at);
        return length > 0
                && length <= room
                && length <= RECORD_BYTES_MAX
                && bytes.getInt(at + Integer.BYTES) == checksum(bytes.array(), at + RECORD_HEADER_BYTES, length);
    }

    private int checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(seed).putInt(length).flip());
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /// Adds the records, and returns when they are on the disk.
    ///
    /// @throws IOException when that cannot be said of them. Nothing may be added to this segment then: what stands
    ///     behind its last record is not known.
    void append(List<byte[]> records) throws IOException {
        var size = 0;
        for (var record : records) {
            size = Math.addExact(size, RECORD_HEADER_BYTES + record.length);
        }
        var from = Math.toIntExact(end);
        var bytes = ByteBuffer.allocate(size);
        for (var record : records) {
            bytes.putInt(record.length)
                    .putInt(checksum(record, 0, record.length))
                    .put(record);
        }
        write(bytes.flip());
        channel.force(false);
        for (var record : records) {
            add(from + RECORD_HEADER_BYTES, record.length);
            from += RECORD_HEADER_BYTES + record.length;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        var at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        end = at;
    }

    private void add(int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count] = length;
        count++;
    }

    /// The record at this place, counted from 0.
    byte[] record(int n) throws IOException {
        var bytes = ByteBuffer.allocate(lengths[n]);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, (long) offsets[n] + bytes.position()) < 0) {
                throw new IOException(file + " is shorter than it was");
            }
        }
        return bytes.array();
    }

    int length(int n) {
        return lengths[n];
    }

    int count() {
        return count;
    }

    /// How long the file is.
    long bytes() {
        return end;
    }

    String name() {
        return file.getFileName().toString();
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
