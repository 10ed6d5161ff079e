package io.glassline.files.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What an answer brings, read no further than its limits of bytes and time.
final class BoundedBody {

    private static final int BUFFER_BYTES = 16 << 10;

    private BoundedBody() {}

    /// @param until by [System#nanoTime()]
    static void copy(InputStream from, OutputStream to, long bytesMax, long until) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var bytes = 0L;
        for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            bytes += read;
            if (bytes > bytesMax) {
                throw new TooLarge(bytesMax);
            }
            if (System.nanoTime() > until) {
                throw new IOException("it took too long");
            }
            to.write(buffer, 0, read);
        }
    }

    /// Leaves the connection where it stands: what is still to come is not read.
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;
        final long bytesMax;

        TooLarge(long bytesMax) {
            super("larger than " + bytesMax + " bytes");
            this.bytesMax = bytesMax;
        }
    }
}
