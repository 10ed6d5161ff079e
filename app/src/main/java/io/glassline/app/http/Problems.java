package io.glassline.app.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;

/// Errors as `application/problem+json` (RFC 9457): `title`, `status`, and a `detail` that says what to do. To a
/// caller who has not shown who they are, the detail says nothing about how they failed.
public final class Problems {

    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    private Problems() {}

    public static HttpResponse<Map<String, Object>> of(HttpStatus status, String detail) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", status.getReason());
        body.put("status", status.getCode());
        body.put("detail", detail);
        return HttpResponse.<Map<String, Object>>status(status)
                .contentType(PROBLEM)
                .body(body);
    }

    public static HttpResponse<Map<String, Object>> notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }
}
