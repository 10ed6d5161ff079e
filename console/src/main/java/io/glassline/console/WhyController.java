package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.store.Change;
import io.glassline.trial.Trials;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Why a message of a conversation went where it went: what the thread shows of it already, and what is looked up only
/// when somebody asks, so that a thread of hundreds of messages costs no hundreds of questions.
@Controller("/console/conversations/{id}/messages/{message}/why")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WhyController {

    private final Trials trials;
    private final ReadingRecorder readings;
    private final ExplanationViews explanations;
    private final CityTime time;
    private final Pages pages;

    WhyController(Trials trials, ReadingRecorder readings, ExplanationViews explanations, CityTime time, Pages pages) {
        this.trials = trials;
        this.readings = readings;
        this.explanations = explanations;
        this.time = time;
        this.pages = pages;
    }

    /// The page; for a thread that is open already, what it does not show yet.
    @Get
    HttpResponse<?> why(
            String id,
            String message,
            Agent agent,
            StaffSession session,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        return WrittenId.of(id)
                .map(Conversation.Id::new)
                .flatMap(conversation -> readings.readOn(conversation, agent))
                .flatMap(transcript -> decision(transcript, message))
                .<HttpResponse<?>>map(decision ->
                        pages.html(HttpStatus.OK, fragment.isEmpty() ? "why" : "whymore", page(id, decision, session)))
                .orElseGet(() -> pages.notFound(session));
    }

    private WhyPage page(String id, Change.Decision decision, StaffSession session) {
        return new WhyPage(
                pages.frame("Why", "desk", Optional.of(session)),
                "/console/conversations/" + id + "#said-" + decision.about(),
                time.clock(decision.at()),
                time.full(decision.at()),
                decision.decision().because().rulesVersion(),
                trials.recorded(decision.about().toString()).map(explanation -> explanations.of(explanation, session)));
    }

    /// What was decided about the message, if it is one of this conversation.
    private static Optional<Change.Decision> decision(Board.Transcript transcript, String message) {
        return transcript.decisions().stream()
                .filter(decision -> decision.about().toString().equals(message))
                .reduce((_, later) -> later);
    }
}
