package io.glassline.simulator.open311;

import io.glassline.simulator.open311.ReportFaults.Kind;
import io.glassline.simulator.provider.Multipart;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Takes the photo of a report as servers do: a part `media` of a multipart form, or a `media_url` that is fetched at
/// once. What is no picture is a 400.
final class ReportPhotos {

    private static final Duration FETCHED_WITHIN = Duration.ofSeconds(3);
    private static final int BYTES_MAX = 16 << 20;

    /// How JPEG, PNG and GIF begin, in hex.
    private static final List<String> BEGINNINGS = List.of("ffd8ff", "89504e470d0a1a0a", "47494638");

    private static final int BEGINNING_BYTES = 8;

    private final ReportFaults faults;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(FETCHED_WITHIN).build();

    ReportPhotos(ReportFaults faults) {
        this.faults = faults;
    }

    /// What came with a report.
    sealed interface Taking {

        record None() implements Taking {}

        record Taken(Report.Photo photo) implements Taking {}

        record Wrong(String says) implements Taking {}
    }

    Taking of(Request request, Params form) {
        if (request.isMultipart()) {
            var file = Multipart.parse(request).files().get("media");
            if (file != null) {
                return faults.hits(Kind.PHOTO_REFUSED)
                        ? new Taking.Wrong("media was refused")
                        : picture(file.contentType(), file.bytes(), "media");
            }
        }
        var address = form.text("media_url");
        if (address.isEmpty()) {
            return new Taking.None();
        }
        if (faults.hits(Kind.PHOTO_REFUSED)) {
            return new Taking.Wrong("media_url is not a valid URL");
        }
        return faults.hits(Kind.PHOTO_NOT_FETCHED) ? new Taking.None() : fetched(address);
    }

    private Taking fetched(String address) {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(FETCHED_WITHIN)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? picture(answer.headers().firstValue("Content-Type").orElse(""), answer.body(), "media_url")
                    : new Taking.Wrong("media_url answered " + answer.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            return new Taking.Wrong("media_url could not be fetched");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Taking.Wrong("media_url could not be fetched");
        }
    }

    private static Taking picture(String type, byte[] bytes, String where) {
        var beginning = new StringBuilder();
        for (var at = 0; at < Math.min(BEGINNING_BYTES, bytes.length); at++) {
            beginning.append("%02x".formatted(bytes[at]));
        }
        var isPicture = type.toLowerCase(Locale.ROOT).startsWith("image/")
                && BEGINNINGS.stream().anyMatch(beginning.toString()::startsWith);
        return isPicture && bytes.length <= BYTES_MAX
                ? new Taking.Taken(new Report.Photo(type, Base64.getEncoder().encodeToString(bytes)))
                : new Taking.Wrong(where + " is no picture");
    }
}
