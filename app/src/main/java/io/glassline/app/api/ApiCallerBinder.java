package io.glassline.app.api;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/// Gives a controller the caller that [ApiAuthFilter] let in.
@Singleton
final class ApiCallerBinder implements TypedRequestArgumentBinder<ApiCaller> {

    private static final String ATTRIBUTE = "io.glassline.api-caller";

    static void keep(HttpRequest<?> request, ApiCaller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    @Override
    public Argument<ApiCaller> argumentType() {
        return Argument.of(ApiCaller.class);
    }

    @Override
    public BindingResult<ApiCaller> bind(ArgumentConversionContext<ApiCaller> context, HttpRequest<?> request) {
        return () -> request.getAttribute(ATTRIBUTE, ApiCaller.class);
    }
}
