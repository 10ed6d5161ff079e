package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.desk.Desk;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReadyTexts.Asked;
import io.glassline.desk.ReadyTexts.ReadyText;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/// Approved answers and canned replies for a conversation: suggested for what the citizen said last, or found by words.
@Controller("/api/conversations/{id}/texts")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.AGENT)
final class ReadyTextsController {

    private final Desk desk;
    private final ReadyTexts texts;

    ReadyTextsController(Desk desk, ReadyTexts texts) {
        this.desk = desk;
        this.texts = texts;
    }

    record Texts(List<Text> texts) {}

    record Text(
            String kind,
            String id,
            String title,
            String text,
            String language,
            @Nullable String note) {

        static Text of(ReadyText ready) {
            return new Text(
                    ready.kind().word(),
                    ready.id(),
                    ready.title(),
                    ready.text(),
                    ready.language().toLanguageTag(),
                    ready.note().isEmpty() ? null : ready.note());
        }
    }

    /// What is suggested tells what was said, so that this is a reading like any other.
    @Get
    HttpResponse<?> texts(@PathVariable String id, @QueryValue @Nullable String words, ApiCaller caller) {
        return ConversationsController.conversationId(id)
                .flatMap(known -> desk.open(known, caller.agent()))
                .map(transcript -> words == null
                        ? texts.suggested(transcript, caller.agent())
                        : texts.found(words, new Asked(transcript.conversation(), caller.agent())))
                .<HttpResponse<?>>map(found ->
                        HttpResponse.ok(new Texts(found.stream().map(Text::of).toList())))
                .orElseGet(() -> Problems.notFound("There is no such conversation."));
    }
}
