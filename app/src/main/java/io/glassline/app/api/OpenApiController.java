package io.glassline.app.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.Objects;

/// The description of this API.
@Controller("/api/openapi.yml")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.READER)
final class OpenApiController {

    @Get(produces = "application/yaml")
    byte[] openApi() throws IOException {
        try (var in = OpenApiController.class.getResourceAsStream("/api/openapi.yml")) {
            return Objects.requireNonNull(in, "the build lost api/openapi.yml").readAllBytes();
        }
    }
}
