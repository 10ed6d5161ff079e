package io.glassline.console;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.desk.OptOutWords;
import io.glassline.desk.ReplyDrafts;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.offer.Offers;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.routing.RoutingDecision;
import io.glassline.store.Change;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a conversation's page of its transcript, for one viewer.
@Singleton
final class ConversationPages {

    private static final int RULES_SHOWN_CHARS = 8;

    private final ConversationLines lines;
    private final QueueTitles titles;
    private final Board board;
    private final Channels channels;
    private final Desk desk;
    private final Staff staff;
    private final CityTime time;
    private final Pages pages;
    private final AttachmentViews attachments;
    private final PersonViews people;
    private final ReadyTextsViews texts;
    private final ReplyDrafts drafts;
    private final RequestViews requests;
    private final NoteViews notes;
    private final PresenceViews presence;
    private final TemplateViews templates;
    private final Offers offers;

    ConversationPages(
            ConversationLines lines,
            QueueTitles titles,
            Board board,
            Channels channels,
            Desk desk,
            Staff staff,
            CityTime time,
            Pages pages,
            AttachmentViews attachments,
            PersonViews people,
            ReadyTextsViews texts,
            ReplyDrafts drafts,
            RequestViews requests,
            NoteViews notes,
            PresenceViews presence,
            TemplateViews templates,
            Offers offers) {
        this.lines = lines;
        this.titles = titles;
        this.board = board;
        this.channels = channels;
        this.desk = desk;
        this.staff = staff;
        this.time = time;
        this.pages = pages;
        this.attachments = attachments;
        this.people = people;
        this.texts = texts;
        this.drafts = drafts;
        this.requests = requests;
        this.notes = notes;
        this.presence = presence;
        this.templates = templates;
        this.offers = offers;
    }

    /// @param typed a reply that could not be sent.
    ConversationPage page(
            Board.Transcript transcript, StaffSession viewer, Optional<Notice> notice, ConversationPage.Typed typed) {
        return page(
                transcript,
                viewer,
                notice,
                typed,
                seen(transcript.conversation()),
                isHeldBy(viewer, transcript.conversation())
                        ? Optional.of(texts.suggested(transcript, viewer))
                        : Optional.empty());
    }

    /// The page with these texts beside the reply that is being typed.
    ConversationPage page(
            Board.Transcript transcript, StaffSession viewer, ConversationPage.Typed typed, ReadyTextsView found) {
        return page(
                transcript,
                viewer,
                Optional.empty(),
                typed,
                seen(transcript.conversation()),
                isHeldBy(viewer, transcript.conversation()) ? Optional.of(found) : Optional.empty());
    }

    static boolean isHeldBy(StaffSession viewer, Conversation conversation) {
        return conversation.stage() instanceof Stage.WithAgent(var _, var holder, var _, var _)
                && holder.equals(viewer.agent().id());
    }

    /// The page as it goes on under someone's eyes, who has seen the conversation in the stage `seen`.
    ConversationPage page(Board.Transcript transcript, StaffSession viewer, String seen) {
        return page(transcript, viewer, Optional.empty(), ConversationPage.Typed.NOTHING, seen, Optional.empty());
    }

    private ConversationPage page(
            Board.Transcript transcript,
            StaffSession viewer,
            Optional<Notice> notice,
            ConversationPage.Typed typed,
            String seen,
            Optional<ReadyTextsView> texts) {
        var conversation = transcript.conversation();
        var stage = conversation.stage();
        var channel = ChannelTitle.of(conversation.lane().citizen().channel());
        var address = ConversationLines.address(conversation, viewer);
        var mine = isHeldBy(viewer, conversation);
        var withOther = stage instanceof Stage.WithAgent(var _, var holder, var _, var _) && !mine
                ? Optional.of(staff.nameOf(holder))
                : Optional.<String>empty();
        var since = ConversationLines.since(conversation);
        return new ConversationPage(
                pages.frame(channel.title() + " from " + address, "desk", Optional.of(viewer)),
                notice,
                "/console/conversations/" + conversation.id(),
                channel,
                address,
                address.equals(conversation.lane().citizen().shown()),
                conversation.lane().accountId(),
                conversation.language().toLanguageTag(),
                ConversationLines.language(conversation.language()),
                stage.state(),
                lines.stateTitle(stage),
                ConversationLines.queue(stage).map(titles::of),
                ConversationLines.queue(stage).map(QueueId::name).orElse(""),
                mine || stage instanceof Stage.Waiting ? priorities(stage) : List.of(),
                time.since(since),
                time.full(since),
                time.at(conversation.openedAt()),
                conversation.number(),
                conversation.messageCount(),
                call(conversation),
                ConversationLines.isA(stage, Priority.EMERGENCY),
                ConversationLines.isA(stage, Priority.URGENT),
                mine,
                stage instanceof Stage.Waiting || stage instanceof Stage.WithBot,
                withOther,
                entries(transcript, viewer),
                typed,
                Desk.REPLY_MAX_CHARS,
                partMaxChars(conversation),
                transcript.bouncedAt().map(time::at),
                window(transcript, channel),
                texts.isPresent() ? templates.of(conversation) : List.of(),
                StaffSessions.randomToken(),
                seen,
                moved(conversation, seen),
                Arrays.asList(ClosingOutcome.values()),
                titles.queues().stream()
                        .filter(queue -> !ConversationLines.queue(stage).equals(Optional.of(queue)))
                        .map(queue -> new DeskPage.Option(queue.name(), titles.of(queue), false))
                        .toList(),
                notes.colleagues(viewer),
                Note.TEXT_MAX_CHARS,
                mine || stage instanceof Stage.Waiting || withOther.isPresent() && viewer.supervises(),
                SnoozeTime.options(),
                transcript.snoozedUntil().filter(time.now()::isBefore).map(time::at),
                optOut(conversation, Pace.LIVE).or(() -> optOut(conversation, Pace.BULK)),
                transcript.earlier().map(this::neighbour),
                transcript.later().map(this::neighbour),
                people.of(conversation, viewer, mine),
                texts,
                texts.isPresent() && drafts.areMade(),
                requests.of(conversation),
                presence.opened(conversation.id(), viewer.agent()));
    }

    private static List<DeskPage.Option> priorities(Stage stage) {
        return Arrays.stream(Priority.values())
                .map(priority -> new DeskPage.Option(
                        PriorityTitles.word(priority),
                        PriorityTitles.of(priority),
                        ConversationLines.isA(stage, priority)))
                .toList();
    }

    private Optional<ConversationPage.OptOut> optOut(Conversation conversation, Pace pace) {
        return desk.forbids(conversation, pace)
                .map(consent -> new ConversationPage.OptOut(
                        pace == Pace.LIVE,
                        OptOutWords.why(consent, pace),
                        time.full(consent.since()),
                        OptOutWords.whatIsLawful(pace)));
    }

    /// Until when the channel takes a reply, where the provider takes none long after the citizen's last words.
    private Optional<ConversationPage.Window> window(Board.Transcript transcript, ChannelTitle channel) {
        var lasts = channels.adapter(transcript.conversation().lane().citizen().channel())
                .flatMap(ChannelAdapter::replyWindow);
        var lastWords = transcript.messages().stream()
                .map(said -> said.message())
                .filter(message -> message.author() instanceof Author.Citizen)
                .map(Message::at)
                .max(Comparator.naturalOrder());
        if (lasts.isEmpty() || lastWords.isEmpty()) {
            return Optional.empty();
        }
        var until = lastWords.get().plus(lasts.get());
        return Optional.of(
                until.isAfter(time.now())
                        ? new ConversationPage.Window(
                                true,
                                "until %s (%s)"
                                        .formatted(
                                                time.at(until), CityTime.length(Duration.between(time.now(), until))))
                        : new ConversationPage.Window(
                                false,
                                "%s takes a reply for %s after the citizen’s last words, and those came %s ago."
                                        .formatted(
                                                channel.title(),
                                                CityTime.length(lasts.get()),
                                                time.since(lastWords.get()))));
    }

    private ConversationPage.Neighbour neighbour(Board.Neighbour neighbour) {
        return new ConversationPage.Neighbour(
                "/console/conversations/" + neighbour.id(), time.at(neighbour.openedAt()));
    }

    /// Whether anyone is on the line of a phone call, and what to do when nobody is.
    private Optional<ConversationPage.Call> call(Conversation conversation) {
        return board.phoneLine(conversation.lane()).map(line -> {
            if (line.isOpen(time.now())) {
                return new ConversationPage.Call(true, "On the line now");
            }
            var ended = line.endedAt()
                    .map(at -> "Hung up at " + time.clock(at))
                    .orElseGet(() -> "Not heard of since " + time.clock(line.heardAt()));
            if (!conversation.isOpen()) {
                return new ConversationPage.Call(false, ended);
            }
            return new ConversationPage.Call(
                    false,
                    ended
                            + (conversation.lane().citizen().isWithheld()
                                    ? ". The number is withheld, so nobody can call back."
                                    : ". Call back, then close the conversation."));
        });
    }

    /// The stage as a word that a page can carry and compare later.
    private static String seen(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.WithAgent(var _, var holder, var _, var _) -> "agent:" + holder;
            case Stage.WithBot _, Stage.Waiting _, Stage.Closed _ ->
                conversation.stage().state();
        };
    }

    private Optional<String> moved(Conversation conversation, String seen) {
        if (seen(conversation).equals(seen)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (conversation.stage()) {
                    case Stage.WithAgent(var _, var holder, var _, var _) ->
                        "The conversation is now with " + staff.nameOf(holder) + ".";
                    case Stage.WithBot _ -> "The conversation is now with the bot.";
                    case Stage.Waiting(var queue, var _, var _) ->
                        "The conversation now waits in " + titles.of(queue) + ".";
                    case Stage.Closed _ -> "The conversation has ended.";
                });
    }

    private int partMaxChars(Conversation conversation) {
        return channels.adapter(conversation.lane().citizen().channel())
                .map(adapter -> adapter.capabilities())
                .map(Capabilities::textMaxChars)
                .orElse(Desk.REPLY_MAX_CHARS);
    }

    /// Messages in order, each followed by what was decided about it.
    private List<ConversationPage.Entry> entries(Board.Transcript transcript, StaffSession viewer) {
        var entries = new ArrayList<ConversationPage.Entry>();
        var told = new HashSet<Message.Id>();
        var signals = new SignalWords(transcript, time);
        var happened = new ArrayDeque<>(happened(transcript, signals));
        var noted = new ArrayDeque<>(transcript.notes());
        var day = LocalDate.MIN;
        var attached = attachments.of(transcript);
        for (var said : transcript.messages()) {
            while (!noted.isEmpty() && noted.peek().behind() < said.message().position()) {
                entries.add(notes.of(noted.remove()));
            }
            while (!happened.isEmpty()
                    && happened.peek().at().isBefore(said.message().at())) {
                entries.add(happened.remove().entry());
            }
            var date = time.date(said.message().at());
            if (!date.equals(day)) {
                day = date;
                entries.add(new ConversationPage.Day(time.day(day)));
            }
            entries.add(said(
                    said,
                    transcript,
                    viewer,
                    signals,
                    Optional.ofNullable(attached.get(said.message().id()))));
            told.add(said.message().id());
            transcript.decisions().stream()
                    .filter(decision -> decision.about().equals(said.message().id()))
                    .map(decision -> decided(decision, transcript))
                    .forEach(entries::add);
        }
        transcript.decisions().stream()
                .filter(decision -> !told.contains(decision.about()))
                .map(decision -> decided(decision, transcript))
                .forEach(entries::add);
        noted.forEach(note -> entries.add(notes.of(note)));
        happened.forEach(line -> entries.add(line.entry()));
        return entries;
    }

    private record At(Instant at, ConversationPage.Happened entry) {}

    /// What nobody said: signals about no message, and what waiting did, in the order in which it came.
    private List<At> happened(Board.Transcript transcript, SignalWords signals) {
        return Stream.concat(
                        signals.aboutNone().stream().map(line -> happened(signals.sentence(line), line.at())),
                        offers.steps(transcript.conversation().id()).stream()
                                .map(step -> happened(waited(step), step.at())))
                .sorted(Comparator.comparing(At::at))
                .toList();
    }

    private At happened(String words, Instant at) {
        return new At(at, new ConversationPage.Happened(words, time.clock(at), time.full(at), at.toString()));
    }

    /// Why others may answer now than at first, or why it is elsewhere.
    private String waited(QueueStep step) {
        var where = titles.of(step.queue());
        return step.isEscalation()
                ? "It waited for too long in " + where + ": " + step.words() + "."
                : "It waited in " + where + ", so target " + step.number() + " relaxed: " + step.words() + ".";
    }

    /// Numbers of cards and the like are for supervisors only.
    private ConversationPage.Said said(
            Board.Said said,
            Board.Transcript transcript,
            StaffSession viewer,
            SignalWords signals,
            Optional<AttachmentView> attachment) {
        var message = said.message();
        var versions = signals.said(message.id(), words(message.content())).stream()
                .map(words -> viewer.supervises() ? words : PrivateNumbers.masked(words))
                .toList();
        var kind = isAnswerWhileWaiting(message, transcript)
                ? "Answered while it waited for you"
                : kind(message.content());
        var place = message.content() instanceof Content.Place(var latitude, var longitude, var _)
                ? Optional.of(String.format(Locale.ROOT, "%.5f,%.5f", latitude, longitude))
                : Optional.<String>empty();
        return new ConversationPage.Said(
                message.id().toString(),
                message.author().role(),
                who(message.author()),
                message.inbound(),
                signals.isTakenBack(message.id()) ? "Taken back" : kind,
                versions.getLast(),
                signals.isTakenBack(message.id()) ? Optional.empty() : place,
                message.offers().stream().map(Message.Offer::label).toList(),
                time.clock(message.at()),
                time.full(message.at()),
                message.at().toString(),
                message.inbound() ? Optional.empty() : said.delivery().map(delivery -> sent(delivery, said)),
                said.auditIndex(),
                versions.subList(0, versions.size() - 1),
                signals.sentences(message.id()),
                signals.isTakenBack(message.id()) ? Optional.empty() : attachment);
    }

    /// Whether the bot answered this message although people had been asked: who takes the conversation must see it.
    private static boolean isAnswerWhileWaiting(Message message, Board.Transcript transcript) {
        return message.author() instanceof Author.Bot
                && transcript.decisions().stream()
                        .filter(decision -> message.answers().equals(Optional.of(decision.about())))
                        .anyMatch(
                                decision -> decision.decision().because().rule().equals(RoutingDecision.WHILE_WAITING));
    }

    private String who(Author author) {
        return switch (author) {
            case Author.Citizen _ -> "Citizen";
            case Author.Bot _ -> "Bot";
            case Author.Agent(var agentId) -> staff.nameOf(agentId);
            case Author.System _ -> "Gateway";
        };
    }

    /// What kind of thing was said, where that is not plain from the words; empty for text.
    private static String kind(Content content) {
        return switch (content) {
            case Content.Text _ -> "";
            case Content.Media(var mediaType, var _, var _, var fileName) ->
                "Attachment, " + fileName.map(name -> name + ", ").orElse("") + mediaType;
            case Content.Place _ -> "Place";
            case Content.Choice _ -> "Picked";
            case Content.Keys _ -> "Keyed";
            case Content.Call _ -> "Call";
            case Content.Template(var name, var _, var _, var _) -> "Template " + name;
            case Content.Unsupported _ -> "Cannot be shown";
            case Signal _ -> "Signal";
        };
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Media(var _, var _, var caption, var _) -> caption.orElse("");
            case Content.Call _ -> "The citizen called.";
            case Content.Unsupported(var description) -> description;
            case Content.Text _, Content.Place _, Content.Choice _, Content.Keys _, Content.Template _, Signal _ ->
                content.words();
        };
    }

    private static ConversationPage.Sent sent(Delivery delivery, Board.Said said) {
        return switch (delivery) {
            case QUEUED, HANDED_OVER, UNKNOWN ->
                new ConversationPage.Sent(delivery.word(), "under-way", said.deliveryNote());
            case ACCEPTED, SENT -> new ConversationPage.Sent(delivery.word(), "under-way", Optional.empty());
            case DELIVERED, READ -> new ConversationPage.Sent(delivery.word(), "arrived", Optional.empty());
            case FAILED -> new ConversationPage.Sent(delivery.word(), "failed", said.deliveryNote());
        };
    }

    private ConversationPage.Decided decided(Change.Decision decision, Board.Transcript transcript) {
        var because = decision.decision().because();
        var rules = because.rulesVersion();
        return new ConversationPage.Decided(
                "d-" + decision.about() + "-" + decision.at().toEpochMilli(),
                "/console/conversations/" + transcript.conversation().id() + "/messages/" + decision.about() + "/why",
                sentence(decision.decision()),
                because.rule(),
                because.words(),
                rules.length() > RULES_SHOWN_CHARS ? rules.substring(0, RULES_SHOWN_CHARS) + "…" : rules,
                rules,
                time.clock(decision.at()),
                because.trace().stream()
                        .map(c -> new ConversationPage.Condition(c.rule(), c.expression(), c.saw(), c.held()))
                        .toList());
    }

    private String sentence(RoutingDecision decision) {
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var because) ->
                "Answered by the bot (" + with + ")"
                        + (because.rule().equals(RoutingDecision.WHILE_WAITING) ? " while nobody had taken it" : "");
            case RoutingDecision.ToQueue(var queue, var priority, var _) ->
                "Sent to " + titles.of(queue)
                        + switch (priority) {
                            case EMERGENCY -> " as an emergency";
                            case URGENT -> " as urgent";
                            case NORMAL -> "";
                        };
            case RoutingDecision.StaysWithPeople _ -> "Stayed with the people who have it";
            case RoutingDecision.Gated(var gate, var _) -> "Dealt with as " + gate.toUpperCase(Locale.ENGLISH);
            case RoutingDecision.Kept _ -> "Kept on the record, not answered";
        };
    }
}
