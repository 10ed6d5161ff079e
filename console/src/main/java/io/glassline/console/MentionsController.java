package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.desk.NoteMentions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// The notes that ask whoever is signed in to look. One that was looked at stays in the list, behind the others.
@Controller("/console/mentions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MentionsController {

    private static final int LINES_MAX = 50;

    private final NoteMentions mentions;
    private final ReadingRecorder readings;
    private final NoteViews notes;
    private final ConversationLines lines;
    private final CityTime time;
    private final Pages pages;

    MentionsController(
            NoteMentions mentions,
            ReadingRecorder readings,
            NoteViews notes,
            ConversationLines lines,
            CityTime time,
            Pages pages) {
        this.mentions = mentions;
        this.readings = readings;
        this.notes = notes;
        this.lines = lines;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(StaffSession session, @Header(name = "HX-Request", defaultValue = "") String fragment) {
        if (!session.mayRead()) {
            return pages.notFound(session);
        }
        readings.list(CitizenList.MENTIONS, session.agent().actor());
        var page = new MentionsPage(
                pages.frame("Mentions", "mentions", Optional.of(session)),
                mentions.of(session.agent().id(), LINES_MAX).stream()
                        .map(mention -> line(mention, session))
                        .toList());
        return pages.html(HttpStatus.OK, fragment.isEmpty() ? "mentions" : "mentionsfollowing", page);
    }

    private MentionsPage.Line line(NoteMentions.Mention mention, StaffSession session) {
        var conversation = mention.conversation();
        return new MentionsPage.Line(
                "/console/conversations/" + conversation.id() + "#note-"
                        + mention.note().id(),
                ChannelTitle.of(conversation.lane().citizen().channel()),
                ConversationLines.address(conversation, session),
                conversation.stage().state(),
                lines.stateTitle(conversation.stage()),
                notes.of(mention.note()),
                time.since(mention.note().at()),
                mention.seen());
    }
}
