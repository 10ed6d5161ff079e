package io.glassline.app.receipt;

import io.glassline.app.page.PageTexts;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/// What is around the pages. Each is one file with its style and its script inside, so that a saved copy is
/// whole; the browser is told the digests of the two and runs nothing else.
enum PageFrame {
    /// Checks itself and asks nobody: whatever runs in it cannot send anything away.
    RECEIPT("receipt.js", "'none'", "'none'"),
    /// Asks us again.
    TRACK("track.js", "'self'", "'none'"),
    /// Asks for a code, and shows what that opens, without any script.
    RECORD("", "'none'", "'self'"),
    /// Says one thing.
    NOTICE("", "'none'", "'none'");

    static final PageTexts.InEach TEXTS = PageTexts.beside(PageFrame.class);

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
    private static final String STYLE = resource("receipt.css");

    private final String script;
    private final String policy;

    PageFrame(String script, String connects, String submits) {
        this.script = script.isEmpty() ? "" : resource(script);
        this.policy = "default-src 'none'; script-src " + (script.isEmpty() ? "'none'" : digest(this.script))
                + "; style-src " + digest(resource("receipt.css")) + "; connect-src " + connects
                + "; form-action " + submits + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /// @param main in HTML, as are the other parts
    /// @param data what the script reads; empty for none
    String html(PageTexts texts, String city, String title, String main, String data, String head) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex, nofollow">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                %s<style>%s</style>
                </head>
                <body>
                <a class="skip" href="#main">%s</a>
                <header class="top"><div><strong>%s</strong><a href="?lang=%s" lang="%s" hreflang="%s">%s</a></div></header>
                <main id="main" tabindex="-1">
                %s
                </main>
                %s%s</body>
                </html>
                """.formatted(
                        texts.language(),
                        Html.text(title + " · " + city),
                        head,
                        STYLE,
                        Html.text(texts.say("skip")),
                        Html.text(city),
                        texts.otherLanguage(),
                        texts.otherLanguage(),
                        texts.otherLanguage(),
                        Html.text(texts.say("other")),
                        main,
                        data.isEmpty()
                                ? ""
                                : "<script type=\"application/json\" id=\"record\">" + Html.json(data) + "</script>\n",
                        script.isEmpty() ? "" : "<script>" + script + "</script>\n");
    }

    /// Kept by nobody on the way, named to no other site, and shown in nobody's frame.
    MutableHttpResponse<String> response(HttpStatus status, String html) {
        return HttpResponse.<String>status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", policy)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .body(html);
    }

    private static String resource(String name) {
        try (var in = PageFrame.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, "the build lost " + name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String digest(String inline) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
