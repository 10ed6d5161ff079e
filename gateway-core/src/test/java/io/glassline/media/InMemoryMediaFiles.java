package io.glassline.media;

import io.glassline.message.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Files in memory.
public final class InMemoryMediaFiles implements MediaFiles {

    private final Map<Message.Id, Map<String, byte[]>> files = new HashMap<>();

    public int count(Message.Id message) {
        return files.getOrDefault(message, Map.of()).size();
    }

    public StoredFile put(Message.Id message, byte[] content, String type) throws IOException {
        try (var draft = draft(message)) {
            draft.out().write(content);
            return draft.keep(type);
        }
    }

    @Override
    public Draft draft(Message.Id message) {
        var bytes = new ByteArrayOutputStream();
        return new Draft() {
            @Override
            public OutputStream out() {
                return bytes;
            }

            @Override
            public StoredFile keep(String type) {
                var digest = digest(bytes.toByteArray());
                files.computeIfAbsent(message, _ -> new HashMap<>()).put(digest, bytes.toByteArray());
                return new StoredFile(digest, type, bytes.size());
            }

            @Override
            public InputStream written() {
                return new ByteArrayInputStream(bytes.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public InputStream open(Message.Id message, String digest) throws IOException {
        return new ByteArrayInputStream(
                Optional.ofNullable(files.getOrDefault(message, Map.of()).get(digest))
                        .orElseThrow(() -> new IOException("no file " + digest)));
    }

    @Override
    public void delete(Message.Id message, String digest) {
        files.getOrDefault(message, new HashMap<>()).remove(digest);
    }

    @Override
    public void deleteAll(Message.Id message) {
        files.remove(message);
    }
}
