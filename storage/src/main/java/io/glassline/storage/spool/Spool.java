package io.glassline.storage.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue of records on this machine's disk: added to in batches, each durable when the call returns; read from the
/// front; removed when done with. It outlives the process, and is used by one process at a time.
///
/// What is found damaged when it is opened (a torn end after a power cut, a bit that flipped) is copied to the folder
/// `quarantine` in it, logged and counted; every whole record before and after is kept. What was removed since its
/// segment began is read again after a crash: whoever reads must not mind a record twice.
///
/// Safe to use from several threads.
public final class Spool implements AutoCloseable {

    public static final long BYTES_MAX_DEFAULT = 1L << 30;

    /// A file is begun anew past this, and deleted when all in it is removed.
    static final int SEGMENT_BYTES_MAX = 16 << 20;

    /// What one look at the front may hold, unless its first record alone is larger.
    static final int FRONT_BYTES_MAX = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String SUFFIX = ".spool";

    private final Path folder;
    private final String name;
    private final Path quarantine;
    private final long bytesMax;
    private final LongSupplier seeds;
    private final FileChannel lock;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private boolean lastIsOpen;
    private long lastNumber;
    private int removedOfFirst;
    private long records;
    private long bytes;
    private long removedEver;
    private long damagedBytes;
    private long setAside;

    private Spool(Path folder, String name, long bytesMax, LongSupplier seeds, FileChannel lock) {
        this.folder = folder;
        this.name = name;
        this.quarantine = folder.resolve("quarantine");
        this.bytesMax = bytesMax;
        this.seeds = seeds;
        this.lock = lock;
    }

    /// @param bytesMax how much the files may hold together.
    /// @param seeds gives eight bytes of chance for each file.
    /// @throws IllegalStateException when another process has it open.
    /// @throws UncheckedIOException when it cannot be read or written.
    public static Spool open(Path folder, long bytesMax, LongSupplier seeds) {
        try {
            PrivateFiles.folder(folder.resolve("quarantine"));
            var lock = lock(folder);
            var spool = new Spool(folder, name(folder, seeds), bytesMax, seeds, lock);
            spool.scan();
            return spool;
        } catch (IOException e) {
            throw new UncheckedIOException("the spool " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var file = folder.resolve("lock");
        var lock = FileChannel.open(file, Set.of(CREATE, WRITE), PrivateFiles.file(file));
        try {
            if (lock.tryLock() != null) {
                lock.truncate(0);
                lock.write(utf8("process " + ProcessHandle.current().pid() + "\n"));
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // this very process has it open already: as much in use as by another
        }
        lock.close();
        throw new IllegalStateException("the spool " + folder + " is in use by "
                + Files.readString(file).strip() + "; every node needs a spool folder of its own");
    }

    private static String name(Path folder, LongSupplier seeds) throws IOException {
        var file = folder.resolve("name");
        if (!Files.exists(file) || Files.size(file) == 0) {
            try (var out = FileChannel.open(file, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), PrivateFiles.file(file))) {
                out.write(utf8("%016x".formatted(seeds.getAsLong())));
                out.force(true);
            }
            PrivateFiles.force(folder);
        }
        return Files.readString(file).strip();
    }

    /// What tells this spool from any other; it stays when the process that uses it is another.
    public String name() {
        return name;
    }

    private void scan() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                var name = file.getFileName().toString();
                var segment = Segment.read(file, (offset, damaged) -> damaged(name, offset, damaged));
                lastNumber = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
                if (segment.count() == 0) {
                    segment.delete();
                } else {
                    segments.add(segment);
                    records += segment.count();
                    bytes += segment.bytes();
                }
            }
        }
    }

    private void damaged(String segment, long offset, byte[] damaged) throws IOException {
        if (damaged.length == 0) {
            return;
        }
        keepAside("%s-%d.damaged".formatted(segment, offset), damaged);
        damagedBytes += damaged.length;
        LOG.error(
                "{} of the spool is damaged at {}: {} bytes were put into {}",
                segment,
                offset,
                damaged.length,
                quarantine);
    }

    private void keepAside(String name, byte[] kept) throws IOException {
        var file = quarantine.resolve(name);
        try (var out = FileChannel.open(file, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), PrivateFiles.file(file))) {
            for (var left = ByteBuffer.wrap(kept); left.hasRemaining(); ) {
                out.write(left);
            }
            out.force(true);
        }
        PrivateFiles.force(quarantine);
    }

    /// Adds records, and returns when they are on the disk. All of them or, when that would be more than the spool
    /// may hold, none.
    ///
    /// @return whether they were added.
    /// @throws IOException when the disk does not take them. Some may be found at the next start nevertheless.
    /// @throws IllegalArgumentException when one is empty or larger than a record may be.
    public synchronized boolean append(List<byte[]> added) throws IOException {
        var size = 0L;
        for (var record : added) {
            if (record.length == 0 || record.length > Segment.RECORD_BYTES_MAX) {
                throw new IllegalArgumentException("a record of " + record.length + " bytes cannot be spooled");
            }
            size += Segment.RECORD_HEADER_BYTES + record.length;
        }
        if (bytes + size > bytesMax || size > Integer.MAX_VALUE - SEGMENT_BYTES_MAX) {
            return false;
        }
        var last = lastOpen();
        var before = last.bytes();
        try {
            last.append(added);
        } catch (IOException e) {
            giveUp(last);
            throw e;
        } finally {
            bytes += last.bytes() - before;
        }
        records += added.size();
        return true;
    }

    private Segment lastOpen() throws IOException {
        var last = segments.peekLast();
        if (last != null && lastIsOpen && last.bytes() < SEGMENT_BYTES_MAX) {
            return last;
        }
        lastNumber++;
        var begun = Segment.create(folder.resolve("%016x%s".formatted(lastNumber, SUFFIX)), seeds.getAsLong());
        PrivateFiles.force(folder);
        segments.add(begun);
        bytes += begun.bytes();
        lastIsOpen = true;
        return begun;
    }

    private void giveUp(Segment last) throws IOException {
        lastIsOpen = false;
        if (last.count() == 0) {
            segments.removeLast();
            bytes -= last.bytes();
            last.delete();
        }
    }

    /// The oldest records, at most `countMax`, in the order in which they were added. They stay.
    public synchronized List<byte[]> front(int countMax) throws IOException {
        var front = new ArrayList<byte[]>();
        var first = segments.peekFirst();
        if (first != null) {
            var size = 0;
            for (var n = removedOfFirst; n < first.count() && front.size() < countMax; n++) {
                size += first.length(n);
                if (size > FRONT_BYTES_MAX && !front.isEmpty()) {
                    break;
                }
                front.add(first.record(n));
            }
        }
        return front;
    }

    /// Removes as many from the front, all of which one look at it has shown.
    public synchronized void remove(int count) throws IOException {
        var first = segments.getFirst();
        removedOfFirst += count;
        records -= count;
        removedEver += count;
        if (removedOfFirst == first.count()) {
            segments.removeFirst();
            removedOfFirst = 0;
            bytes -= first.bytes();
            lastIsOpen &= !segments.isEmpty();
            first.delete();
        }
    }

    /// Every record, oldest first.
    public synchronized void forEach(java.util.function.Consumer<byte[]> each) throws IOException {
        var skipped = removedOfFirst;
        for (var segment : segments) {
            for (var n = skipped; n < segment.count(); n++) {
                each.accept(segment.record(n));
            }
            skipped = 0;
        }
    }

    /// Keeps a record that is of no use where it is in the folder `quarantine`, with the reason.
    public synchronized void setAside(byte[] record, String because) throws IOException {
        setAside++;
        var name = "%016x-%d".formatted(lastNumber, removedEver + setAside);
        keepAside(name + ".record", record);
        keepAside(name + ".because.txt", because.getBytes(StandardCharsets.UTF_8));
        damagedBytes += record.length;
        LOG.error("a record of {} bytes was put from the spool into {}: {}", record.length, quarantine, because);
    }

    public synchronized boolean isEmpty() {
        return records == 0;
    }

    /// - `bytes`: held by the files now, of at most `bytesMax`.
    /// - `records`: waiting.
    /// - `removed`: done with, since this was opened.
    /// - `quarantinedBytes`: found damaged or set aside, since this was opened.
    public record Figures(long bytes, long bytesMax, long records, long removed, long quarantinedBytes) {

        public boolean isFull() {
            return bytes >= bytesMax - SEGMENT_BYTES_MAX / 16;
        }
    }

    public synchronized Figures figures() {
        return new Figures(bytes, bytesMax, records, removedEver, damagedBytes);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What waits stays for the next time.
    @Override
    public synchronized void close() {
        try {
            for (var segment : segments) {
                segment.close();
            }
            segments.clear();
            lock.close();
        } catch (IOException e) {
            LOG.warn("the spool {} could not be closed cleanly", folder, e);
        }
    }
}
