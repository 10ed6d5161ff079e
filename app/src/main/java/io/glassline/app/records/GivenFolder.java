package io.glassline.app.records;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The files that are given out, being packed. The last is `SHA256SUMS`, which has the digest of each other one, as
/// `sha256sum -c` reads it.
final class GivenFolder implements AutoCloseable {

    static final String SUMS = "SHA256SUMS";

    private final ZipOutputStream zip;
    private final Map<String, String> digests = new TreeMap<>();

    GivenFolder(OutputStream out) {
        this.zip = new ZipOutputStream(out);
    }

    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    String add(String path, String text) throws IOException {
        return add(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Gives back its digest. All files are of one time, so that the same request packed twice is the same file where
    /// nothing has changed.
    String add(String path, Content content) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTime(0);
        zip.putNextEntry(entry);
        var digested = new DigestOutputStream(zip, sha256());
        content.writeTo(digested);
        digested.flush();
        zip.closeEntry();
        var digest = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        digests.put(path, digest);
        return digest;
    }

    /// Writes the list of digests.
    ///
    /// @return the digest of that list, which stands for all of the files
    String finish() throws IOException {
        var sums = new StringBuilder();
        digests.forEach(
                (path, digest) -> sums.append(digest).append("  ").append(path).append('\n'));
        return add(SUMS, sums.toString());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
