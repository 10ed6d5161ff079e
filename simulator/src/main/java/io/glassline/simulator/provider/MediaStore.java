package io.glassline.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The pictures and files that citizens sent, which the gateway fetches by the id the provider gave it.
///
/// Kept in the journal; in memory, the newest only. Safe to call from any thread.
public final class MediaStore {

    private static final int BYTES_MAX = 16 << 20;
    private static final int FILES_KEPT_MAX = 2_000;
    private static final long KEPT_CHARACTERS_MAX = 64L << 20; // of base64
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

    private final Journal journal;
    private final LinkedHashMap<String, Attachment> kept = new LinkedHashMap<>();
    private long keptCharacters;

    public MediaStore(Journal journal) {
        this.journal = journal;
        journal.reads("media", StoredFile.class, line -> keep(line.id(), line.attachment()));
        journal.reads("media-gone", String.class, this::forget);
    }

    /// Reads one item of `media`: a URL (`http:`, `https:` or `data:`), or an object with `contentType`,
    /// `data` (base64) and `filename`, or with `url`.
    ///
    /// @throws BadRequest if there is nothing there
    public Attachment attachment(JsonNode item) {
        if (item.isTextual()) {
            return fetched(item.asText(), Optional.empty());
        }
        if (!item.isObject()) {
            throw new BadRequest("an item of media must be a URL or an object {contentType, data, filename}");
        }
        var filename =
                item.hasNonNull("filename") ? Optional.of(item.get("filename").asText()) : Optional.<String>empty();
        if (item.hasNonNull("url")) {
            return fetched(item.get("url").asText(), filename);
        }
        var contentType = item.path("contentType").asText("application/octet-stream");
        return new Attachment(
                contentType,
                filename.orElse("file." + extension(contentType)),
                base64(item.path("data").asText()));
    }

    private static Attachment fetched(String url, Optional<String> filename) {
        if (url.startsWith("data:")) {
            return fromDataUrl(url, filename);
        }
        try (var http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(FETCH_TIMEOUT)
                .build()) {
            var uri = URI.create(url);
            var request = HttpRequest.newBuilder(uri).timeout(FETCH_TIMEOUT).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200 || response.body().length > BYTES_MAX) {
                throw new BadRequest("media: " + url + " answered " + response.statusCode() + " with "
                        + response.body().length + " bytes; at most " + BYTES_MAX + " are taken");
            }
            var type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
            var contentType = type.split(";", 2)[0].strip();
            var path = uri.getPath() == null ? "" : uri.getPath();
            var name = path.substring(path.lastIndexOf('/') + 1);
            return new Attachment(
                    contentType,
                    filename.orElse(name.isEmpty() ? "file." + extension(contentType) : name),
                    Base64.getEncoder().encodeToString(response.body()));
        } catch (IOException | IllegalArgumentException failed) {
            throw new BadRequest("media: cannot fetch " + url + ": " + failed);
        } catch (InterruptedException interrupted) {
            throw new Sleep.Interrupted();
        }
    }

    private static Attachment fromDataUrl(String url, Optional<String> filename) {
        var comma = url.indexOf(',');
        if (comma < 0) {
            throw new BadRequest("media: a data: URL needs a comma before the data");
        }
        var head = url.substring("data:".length(), comma);
        var contentType = head.split(";", 2)[0].isEmpty() ? "text/plain" : head.split(";", 2)[0];
        var data = url.substring(comma + 1);
        var encoded = head.endsWith(";base64")
                ? base64(data)
                : Base64.getEncoder().encodeToString(Params.decode(data).getBytes(StandardCharsets.UTF_8));
        return new Attachment(contentType, filename.orElse("file." + extension(contentType)), encoded);
    }

    private static String base64(String data) {
        try {
            var bytes = Base64.getMimeDecoder().decode(data);
            if (bytes.length == 0 || bytes.length > BYTES_MAX) {
                throw new BadRequest("media: " + bytes.length + " bytes; there must be 1 to " + BYTES_MAX);
            }
            return Base64.getEncoder().encodeToString(bytes);
        } catch (IllegalArgumentException notBase64) {
            throw new BadRequest("media: data is not base64");
        }
    }

    private static String extension(String contentType) {
        var subtype = contentType.substring(contentType.indexOf('/') + 1).replaceAll("[^a-z0-9].*", "");
        return switch (subtype) {
            case "jpeg" -> "jpg";
            case "plain" -> "txt";
            case "", "octet" -> "bin";
            default -> subtype;
        };
    }

    public void put(String id, Attachment attachment) {
        journal.write("media", new StoredFile(id, attachment));
        keep(id, attachment);
    }

    public Optional<Attachment> find(String id) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(id));
        }
    }

    public void remove(String id) {
        journal.write("media-gone", id);
        forget(id);
    }

    private void keep(String id, Attachment attachment) {
        synchronized (kept) {
            forget(id);
            kept.put(id, attachment);
            keptCharacters += attachment.base64().length();
            while (kept.size() > FILES_KEPT_MAX || keptCharacters > KEPT_CHARACTERS_MAX && kept.size() > 1) {
                forget(kept.firstEntry().getKey());
            }
        }
    }

    private void forget(String id) {
        synchronized (kept) {
            var gone = kept.remove(id);
            if (gone != null) {
                keptCharacters -= gone.base64().length();
            }
        }
    }

    public record Attachment(String contentType, String filename, String base64) {

        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }

        public byte[] sha256() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes());
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }

    private record StoredFile(String id, Attachment attachment) {}
}
