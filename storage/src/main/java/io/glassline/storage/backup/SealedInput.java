package io.glassline.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/// Opens what [SealedOutput] has sealed. Nothing is given out of a chunk that is not the one that was sealed.
final class SealedInput extends InputStream {

    private static final int SEALED_BYTES = Seal.CHUNK_BYTES + Seal.TAG_BYTES;

    private final InputStream in;
    private final Seal seal;
    private byte[] next;
    private byte[] content = new byte[0];
    private int at;
    private long number;
    private boolean isLast;

    /// @throws DamagedBackup where it is no backup, or the key is another
    SealedInput(InputStream in, BackupKey key) throws IOException {
        this.in = in;
        var header = in.readNBytes(Seal.HEADER_BYTES);
        if (!Arrays.equals(Arrays.copyOf(header, Seal.MAGIC.length), Seal.MAGIC)) {
            throw new DamagedBackup("it is no backup of Glassline, or its first bytes were changed");
        }
        if (header.length < Seal.HEADER_BYTES) {
            throw new DamagedBackup("it ends after %d bytes: it was cut off".formatted(header.length));
        }
        var saltEnd = Seal.MAGIC.length + Seal.SALT_BYTES;
        var salt = Arrays.copyOfRange(header, Seal.MAGIC.length, saltEnd);
        if (!MessageDigest.isEqual(key.check(salt), Arrays.copyOfRange(header, saltEnd, header.length))) {
            throw new DamagedBackup(
                    "it was made with another key, or its first %d bytes were changed".formatted(Seal.HEADER_BYTES));
        }
        this.seal = new Seal(key.ofFile(salt));
        this.next = in.readNBytes(SEALED_BYTES);
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : content[at++] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        var taken = Math.min(length, content.length - at);
        System.arraycopy(content, at, to, offset, taken);
        at += taken;
        return taken;
    }

    private boolean isAtEnd() throws IOException {
        while (at == content.length && !isLast) {
            open();
        }
        return at == content.length;
    }

    private void open() throws IOException {
        var sealed = next;
        next = sealed.length == SEALED_BYTES ? in.readNBytes(SEALED_BYTES) : new byte[0];
        var endsHere = next.length == 0;
        var opened = seal.open(number, endsHere, sealed, sealed.length);
        if (opened == null) {
            throw new DamagedBackup(because(sealed, endsHere));
        }
        content = opened;
        at = 0;
        isLast = endsHere;
        number++;
    }

    private String because(byte[] sealed, boolean endsHere) {
        var begins = Seal.HEADER_BYTES + number * SEALED_BYTES;
        var ends = begins + sealed.length;
        if (endsHere && (sealed.length == 0 || seal.open(number, false, sealed, sealed.length) != null)) {
            return "it ends after %,d bytes, and its end is missing: it was cut off".formatted(ends);
        }
        if (!endsHere && seal.open(number, true, sealed, sealed.length) != null) {
            return "something was added behind its end at byte %,d".formatted(ends);
        }
        return ("its bytes %,d to %,d are not those that were sealed there: it was changed, its parts were put in another"
                        + " order, or it was cut off")
                .formatted(begins, ends);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
