package io.glassline.console;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/// Addresses under the console at which there is nothing.
@Controller("/console")
final class NotFoundController {

    private final Pages pages;

    NotFoundController(Pages pages) {
        this.pages = pages;
    }

    @Get("/{+path}")
    HttpResponse<?> nothing(String path, StaffSession session) {
        return pages.notFound(session);
    }
}
