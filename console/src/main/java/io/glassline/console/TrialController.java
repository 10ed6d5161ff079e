package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.config.Version;
import io.glassline.message.ChannelKind;
import io.glassline.trial.TrialMessage;
import io.glassline.trial.Trials;
import io.glassline.version.Versions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries a message on a version of the rules. Nothing is sent and nothing is stored; the words are in the form and not
/// in the address, where servers write them down.
@Controller("/console/rules/{version}/trial")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TrialController {

    static final int TEXT_MAX_CHARS = 2_000;

    private static final Map<String, String> CONTENTS = new LinkedHashMap<>();

    static {
        CONTENTS.put("text", "Words");
        CONTENTS.put("media", "A picture");
        CONTENTS.put("place", "A place");
        CONTENTS.put("file", "A file");
        CONTENTS.put("voice", "A voice message");
    }

    private final Versions versions;
    private final Trials trials;
    private final Channels channels;
    private final VersionLines lines;
    private final ExplanationViews explanations;
    private final CityTime time;
    private final Pages pages;

    TrialController(
            Versions versions,
            Trials trials,
            Channels channels,
            VersionLines lines,
            ExplanationViews explanations,
            CityTime time,
            Pages pages) {
        this.versions = versions;
        this.trials = trials;
        this.channels = channels;
        this.lines = lines;
        this.explanations = explanations;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> blank(String version, RulesOfficer officer) {
        var fields = new TrialPage.Fields("", "", "text", "", "");
        return found(version)
                .<HttpResponse<?>>map(
                        found -> page(HttpStatus.OK, officer, found, fields, Optional.empty(), Optional.empty()))
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> explain(String version, RulesOfficer officer, Form form) {
        var fields = new TrialPage.Fields(
                form.field("text"),
                form.field("channel"),
                form.field("content"),
                form.field("language").strip(),
                form.field("at"));
        return found(version)
                .<HttpResponse<?>>map(found -> explained(officer, found, fields))
                .orElseGet(() -> pages.notFound(officer.session()));
    }

    private HttpResponse<?> explained(RulesOfficer officer, Version version, TrialPage.Fields fields) {
        var wrong = wrong(fields);
        if (wrong.isPresent()) {
            return page(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    officer,
                    version,
                    fields,
                    Optional.of(Notice.notDone("Not tried", wrong.get())),
                    Optional.empty());
        }
        var explanation = trials.explain(
                version.id(),
                new TrialMessage(
                        fields.text(),
                        fields.channel(),
                        Optional.of(fields.language()).filter(tag -> !tag.isEmpty()),
                        time.read(fields.at()),
                        fields.content()));
        return page(
                HttpStatus.OK,
                officer,
                version,
                fields,
                Optional.empty(),
                Optional.of(explanations.of(explanation, officer.session())));
    }

    /// What is wrong with the form, in a sentence.
    private Optional<String> wrong(TrialPage.Fields fields) {
        if (fields.text().isBlank() && fields.content().equals("text")) {
            return Optional.of("Write what the citizen would write.");
        }
        if (fields.text().length() > TEXT_MAX_CHARS) {
            return Optional.of("A message to try has at most " + TEXT_MAX_CHARS + " characters.");
        }
        if (!channelKinds().contains(fields.channel()) || !CONTENTS.containsKey(fields.content())) {
            return Optional.of("Choose a channel of the city, and what the message is.");
        }
        if (!fields.language().matches("([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?")) {
            return Optional.of("A language is named by its tag, such as es.");
        }
        if (!fields.at().isEmpty() && time.read(fields.at()).isEmpty()) {
            return Optional.of("The time is none. Leave it empty for now.");
        }
        return Optional.empty();
    }

    private HttpResponse<?> page(
            HttpStatus status,
            RulesOfficer officer,
            Version version,
            TrialPage.Fields fields,
            Optional<Notice> notice,
            Optional<ExplanationView> explanation) {
        return pages.html(
                status,
                "trial",
                new TrialPage(
                        pages.frame(
                                "Try a message on version " + version.id(), "rules", Optional.of(officer.session())),
                        notice,
                        lines.of(version),
                        fields,
                        channelKinds().stream()
                                .map(kind -> new DeskPage.Option(
                                        kind, ChannelTitle.of(kind).title(), kind.equals(fields.channel())))
                                .toList(),
                        CONTENTS.entrySet().stream()
                                .map(content -> new DeskPage.Option(
                                        content.getKey(),
                                        content.getValue(),
                                        content.getKey().equals(fields.content())))
                                .toList(),
                        explanation));
    }

    private List<String> channelKinds() {
        return channels.accounts().stream()
                .map(ChannelAccount::kind)
                .map(ChannelKind::name)
                .distinct()
                .toList();
    }

    private Optional<Version> found(String version) {
        return VersionLines.id(version).flatMap(versions::find);
    }
}
