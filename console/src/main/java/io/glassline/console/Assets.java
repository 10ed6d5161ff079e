package io.glassline.console;

import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files that pages need: a style sheet, scripts, the mark. Each is reached under the digest of its content, so
/// a browser may keep it for ever and still never shows an old one.
@Singleton
public final class Assets {

    private static final String OURS = "/io/glassline/console/assets/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final int DIGEST_HEX_CHARS = 16;

    private static final MediaType CSS = new MediaType("text/css; charset=utf-8");
    private static final MediaType SCRIPT = new MediaType("text/javascript; charset=utf-8");
    private static final MediaType SVG = new MediaType("image/svg+xml");

    private final Map<String, Asset> byName = new LinkedHashMap<>();

    public Assets() {
        add("glassline.css", CSS, OURS + "glassline.css");
        add("console.js", SCRIPT, OURS + "console.js");
        add("composer.js", SCRIPT, OURS + "composer.js");
        add("mark.svg", SVG, OURS + "mark.svg");
        add("htmx.js", SCRIPT, WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js");
        add("sse.js", SCRIPT, WEBJARS + "htmx-ext-sse/2.2.2/sse.js");
    }

    /// Where a page finds the file.
    ///
    /// @throws IllegalArgumentException when there is no such file: a mistake in a template.
    public String path(String name) {
        var asset = byName.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset named " + name);
        }
        return "/assets/" + asset.digest() + "/" + name;
    }

    /// The file, if it is still the one with this digest.
    Optional<Asset> find(String digest, String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(asset -> asset.digest().equals(digest));
    }

    private void add(String name, MediaType type, String resource) {
        try (var stream = Assets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            var bytes = stream.readAllBytes();
            byName.put(name, new Asset(type, bytes, digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(sha256).substring(0, DIGEST_HEX_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its digest
    record Asset(MediaType type, byte[] bytes, String digest) {}
}
