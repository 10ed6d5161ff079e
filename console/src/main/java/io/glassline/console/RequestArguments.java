package io.glassline.console;

import io.glassline.desk.Agent;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Gives controllers what the [ConsoleAuthFilter] learned, by the type of their arguments: who is there, and what
/// their form says.
final class RequestArguments {

    static final String SESSION = "glassline.console.session";
    static final String FORM = "glassline.console.form";

    private RequestArguments() {}

    @Singleton
    static final class ToSession implements TypedRequestArgumentBinder<StaffSession> {

        @Override
        public Argument<StaffSession> argumentType() {
            return Argument.of(StaffSession.class);
        }

        @Override
        public BindingResult<StaffSession> bind(
                ArgumentConversionContext<StaffSession> context, HttpRequest<?> request) {
            return () -> session(request);
        }
    }

    /// An agent is someone who may read: a method that asks for one is closed to everybody else, whatever the
    /// [ConsoleAuthFilter] made of its address.
    @Singleton
    static final class ToAgent implements TypedRequestArgumentBinder<Agent> {

        @Override
        public Argument<Agent> argumentType() {
            return Argument.of(Agent.class);
        }

        @Override
        public BindingResult<Agent> bind(ArgumentConversionContext<Agent> context, HttpRequest<?> request) {
            return () -> session(request).filter(StaffSession::mayRead).map(StaffSession::agent);
        }
    }

    @Singleton
    static final class ToRulesOfficer implements TypedRequestArgumentBinder<RulesOfficer> {

        @Override
        public Argument<RulesOfficer> argumentType() {
            return Argument.of(RulesOfficer.class);
        }

        @Override
        public BindingResult<RulesOfficer> bind(
                ArgumentConversionContext<RulesOfficer> context, HttpRequest<?> request) {
            return () -> session(request).filter(StaffSession::seesRules).map(RulesOfficer::new);
        }
    }

    @Singleton
    static final class ToForm implements TypedRequestArgumentBinder<Form> {

        @Override
        public Argument<Form> argumentType() {
            return Argument.of(Form.class);
        }

        @Override
        public BindingResult<Form> bind(ArgumentConversionContext<Form> context, HttpRequest<?> request) {
            return () -> request.getAttribute(FORM, Form.class);
        }
    }

    static Optional<StaffSession> session(HttpRequest<?> request) {
        return request.getAttribute(SESSION, StaffSession.class);
    }
}
