package io.glassline.storage.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Seals what is written to it. Only what was closed is whole: of what was not, a reader sees that its end is missing.
final class SealedOutput extends OutputStream {

    private final OutputStream out;
    private final Seal seal;
    private final byte[] chunk = new byte[Seal.CHUNK_BYTES];
    private int filled;
    private long number;
    private boolean isClosed;

    SealedOutput(OutputStream out, BackupKey key, RandomGenerator chance) throws IOException {
        var salt = new byte[Seal.SALT_BYTES];
        chance.nextBytes(salt);
        this.out = out;
        this.seal = new Seal(key.ofFile(salt));
        out.write(Seal.MAGIC);
        out.write(salt);
        out.write(key.check(salt));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        for (var at = offset; at < offset + length; ) {
            if (filled == chunk.length) {
                put(false);
            }
            var taken = Math.min(chunk.length - filled, offset + length - at);
            System.arraycopy(from, at, chunk, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    private void put(boolean isLast) throws IOException {
        out.write(seal.seal(number++, isLast, chunk, filled));
        filled = 0;
    }

    /// Seals the last chunk.
    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            put(true);
            Arrays.fill(chunk, (byte) 0);
            out.close();
        }
    }
}
