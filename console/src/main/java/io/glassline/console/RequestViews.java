package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.request.Requests;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestStep;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Shows what was asked of the city's systems in a conversation.
@Singleton
final class RequestViews {

    private final Requests requests;
    private final CityTime time;

    RequestViews(Requests requests, CityTime time) {
        this.requests = requests;
        this.time = time;
    }

    List<RequestView> of(Conversation conversation) {
        return requests.of(conversation.id()).stream()
                .map(one -> view(one.request(), one.steps()))
                .toList();
    }

    private RequestView view(CityRequest request, List<RequestStep> steps) {
        return new RequestView(
                request.service().replace('_', ' '),
                request.number(),
                state(request),
                request.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(value -> new RequestView.Given(value.getKey(), value.getValue()))
                        .toList(),
                steps.stream().map(this::step).toList());
    }

    private static String state(CityRequest request) {
        return switch (request.phase()) {
            case WAITING -> "To be handed over";
            case HANDED_OVER -> "Handed over; no answer yet";
            case TOKEN -> "Handed over; a number is to follow";
            case NUMBERED -> request.status().isEmpty() ? "With the system" : "With the system: " + request.status();
            case TAKEN -> "Handed over; the system tells no number";
            case CLOSED -> "Closed" + (request.notes().isEmpty() ? "" : ": " + request.notes());
            case FAILED -> "Not handed over; people go on with it";
        };
    }

    private RequestView.Step step(RequestStep step) {
        return new RequestView.Step(
                word(step.word()) + (step.because().isEmpty() ? "" : ": " + step.because()),
                time.at(step.at()),
                time.full(step.at()),
                step.at().toString());
    }

    private static String word(String word) {
        return switch (word) {
            case "handed-over" -> "Given to the system";
            case "in-doubt" -> "It is not known whether the system has it";
            case "not-taken" -> "The system did not take it";
            case "numbered" -> "It has its number";
            case "found" -> "It was found in the system";
            case "joined" -> "Added to a report that was there";
            case "not-joined" -> "The report it was to be added to is not there";
            case "token" -> "Taken; a number is to follow";
            case "taken" -> "Taken";
            case "status", "changed" -> "The system has news of it";
            case "closed" -> "Closed";
            case "failed" -> "It could not be handed over";
            case "not-watched" -> "It is not asked for any more";
            default -> word;
        };
    }
}
