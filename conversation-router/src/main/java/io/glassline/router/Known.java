package io.glassline.router;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.city.CityConfig;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Said;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is known when a message comes: its words, where its conversation stands, and the hour.
///
/// @param raw the words as they were written; empty where there are none.
/// @param language the one that the message is in, else that of the conversation.
record Known(
        CityConfig city,
        Conversation conversation,
        Inbound message,
        Situation situation,
        String raw,
        Said said,
        Locale language) {

    /// Fewer words tell too little about a language.
    static final int WORDS_FOR_LANGUAGE_MIN = 3;

    static final String EMAIL = "email";

    static Known of(
            CityConfig city,
            Function<String, Optional<Locale>> languageOf,
            Conversation conversation,
            Inbound message,
            Situation situation) {
        var raw = words(message.content());
        var known = new Known(city, conversation, message, situation, raw, Said.of(raw), conversation.language());
        return known.tellsItsLanguage()
                ? languageOf
                        .apply(known.text())
                        .flatMap(known::served)
                        .map(known::in)
                        .orElse(known)
                : known;
    }

    /// Sticky: not decided again while a form is open, where an answer is a name or a number, nor on a few words.
    private boolean tellsItsLanguage() {
        return message.content() instanceof Content.Text
                && session().flow().isEmpty()
                && withBot()
                && said.words().size() >= WORDS_FOR_LANGUAGE_MIN;
    }

    private Known in(Locale language) {
        return new Known(city, conversation, message, situation, raw, said, language);
    }

    Session session() {
        return conversation.session();
    }

    boolean withBot() {
        return switch (conversation.stage()) {
            case Stage.WithBot _, Stage.Closed _ -> true;
            case Stage.Waiting _, Stage.WithAgent _ -> false;
        };
    }

    boolean isOptedOut() {
        return situation.standing() == Standing.OPTED_OUT;
    }

    boolean answeredByProvider() {
        return message.marks().contains(Mark.KEYWORD_ANSWERED_BY_PROVIDER);
    }

    boolean isWords() {
        return switch (message.content()) {
            case Content.Text _, Content.Choice _, Content.Keys _ -> true;
            case Content.Media _, Content.Place _, Content.Call _, Content.Unsupported _ -> false;
        };
    }

    Phrase received() {
        return switch (message.content()) {
            case Content.Media _ -> Phrase.MEDIA_RECEIVED;
            case Content.Place _ -> Phrase.PLACE_RECEIVED;
            case Content.Text _, Content.Choice _, Content.Keys _, Content.Call _, Content.Unsupported _ ->
                Phrase.UNSUPPORTED_RECEIVED;
        };
    }

    private static String words(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Media(var _, var _, var caption) -> caption.orElse("");
            case Content.Place(var _, var _, var label) -> label.orElse("");
            case Content.Choice(var _, var label) -> label;
            case Content.Keys(var digits) -> digits;
            case Content.Call _, Content.Unsupported _ -> "";
        };
    }

    /// The words as they were written, no more of them than anything looks at.
    String text() {
        return raw.substring(0, Math.min(raw.length(), Said.LENGTH_MAX_CHARS));
    }

    private Optional<Locale> served(Locale language) {
        return city.languages().stream()
                .filter(own -> own.getLanguage().equals(language.getLanguage()))
                .findFirst();
    }

    String channel() {
        return message.from().channel().name();
    }

    Instant now() {
        return situation.cityTime().toInstant();
    }

    /// A keyword of a language is answered in it: BAJA in Spanish, whatever was spoken before.
    Locale spoken(Keywords.Heard heard) {
        return heard.language().orElse(language);
    }

    /// The topic of the approved answer the bot gave last. A session holds what was said and not what it was about,
    /// so the answer is found by its words.
    Optional<String> lastTopic() {
        return session()
                .lastSaid()
                .flatMap(last -> city.knowledge().answers().stream()
                        .filter(answer -> city.languages().stream()
                                .flatMap(in -> Stream.of(
                                        answer.text(in), new Speaking(city, in).withoutLinks(answer.text(in))))
                                .anyMatch(last::startsWith))
                        .map(Answer::topic)
                        .findFirst());
    }

    Session understood() {
        return offering(List.of(), 0);
    }

    /// @param misses how often in a row the bot did not understand.
    Session offering(List<Message.Offer> offers, int misses) {
        return new Session(
                Optional.empty(),
                offers,
                session().disclosed(),
                misses,
                session().lastSaid());
    }

    Session inFlow(Session.Flow at) {
        return new Session(
                Optional.of(at), List.of(), session().disclosed(), 0, session().lastSaid());
    }

    Because because(String rule, String why, List<Condition> trace) {
        return new Because(rule, city.rulesVersion(), why, trace);
    }

    Because because(Rules.Ruling ruling) {
        var why = ruling.rule().equals(Rules.OTHERWISE)
                ? "No rule holds, and this is what the city does then."
                : "The rule \"" + ruling.rule() + "\" holds.";
        return because(ruling.rule(), why, ruling.trace());
    }

    Because because(Rules.Ruling ruling, String why, Condition... more) {
        var trace = new ArrayList<>(ruling.trace());
        trace.addAll(List.of(more));
        return because(ruling.rule(), because(ruling).words() + " " + why, trace);
    }
}
