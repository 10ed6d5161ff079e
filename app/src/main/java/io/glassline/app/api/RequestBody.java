package io.glassline.app.api;

import io.glassline.request.Requests.Journalled;
import io.glassline.routing.RequestStep;
import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Map;

/// What a citizen asked a system of the city to do, in the API's words.
record RequestBody(
        String id,
        String service,
        String phase,
        @Nullable String number,
        @Nullable String token,
        String status,
        String notes,
        String askedAt,
        Map<String, String> values,
        List<Step> steps) {

    /// Those of a conversation.
    record Listed(List<RequestBody> requests) {

        static Listed of(List<Journalled> asked) {
            return new Listed(asked.stream().map(RequestBody::of).toList());
        }
    }

    record Step(int number, String what, String status, String because, String at) {

        private static Step of(RequestStep step) {
            return new Step(
                    step.number(),
                    step.word(),
                    step.status(),
                    step.because(),
                    step.at().toString());
        }
    }

    private static RequestBody of(Journalled one) {
        var request = one.request();
        return new RequestBody(
                request.id().toString(),
                request.service(),
                request.phase().word(),
                request.number().orElse(null),
                request.token().orElse(null),
                request.status(),
                request.notes(),
                request.askedAt().toString(),
                request.values(),
                one.steps().stream().map(Step::of).toList());
    }
}
