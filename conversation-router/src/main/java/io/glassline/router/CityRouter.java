package io.glassline.router;

import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Stage;
import io.glassline.router.city.CityConfig;
import io.glassline.router.context.BotConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.LearntClassifiers;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.reply.SpokenHold;
import io.glassline.router.reply.SpokenText;
import io.glassline.router.rule.RuleFault;
import io.glassline.router.step.GiveUp;
import io.glassline.router.step.RoutingSteps;
import io.glassline.router.words.Phrase;
import io.glassline.routing.LinkWish;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.Situation;
import io.glassline.routing.WithdrawnAnswers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Decides for one city. What comes first and what after is the list of [RoutingSteps].
///
/// Pure: the same arguments give the same route, on any thread. Only faults of rules are told of besides.
public final class CityRouter implements Router {

    /// After this many silences in a row a call is ended.
    private static final int SILENCES_MAX = 3;

    private final BotConfig bot;
    private final Consumer<RuleFault> faults;

    /// @param languageOf tells a text's language, or empty when it cannot be sure
    public CityRouter(CityConfig city, Answers answers, Function<String, Optional<Locale>> languageOf) {
        this(city, answers, languageOf, _ -> {});
    }

    /// @param faults is told of each rule that could not be evaluated, on the thread of the turn; it must not block
    public CityRouter(
            CityConfig city,
            Answers answers,
            Function<String, Optional<Locale>> languageOf,
            Consumer<RuleFault> faults) {
        this.faults = faults;
        this.bot = BotConfig.of(city, answers, languageOf);
        // Before the first message; a virtual thread would hold a carrier that others wait for.
        Thread.ofPlatform().daemon().name("learning gates").start(LearntClassifiers::learn);
    }

    @Override
    public Route route(Conversation conversation, Inbound message, Situation situation) {
        var turn = new TurnContext(bot, conversation, message, situation);
        var route = RoutingSteps.route(turn);
        turn.ruleFaults().forEach(fault -> faults.accept(new RuleFault(fault.rule(), rulesVersion(), fault.because())));
        return route;
    }

    @Override
    public Route.Decided giveUp(Conversation conversation, Inbound message, Situation situation, String because) {
        return GiveUp.decide(new TurnContext(bot, conversation, message, situation), because);
    }

    @Override
    public Speech afterSilence(Conversation conversation, int silences, WithdrawnAnswers withdrawn) {
        var language = conversation.language();
        if (conversation.stage() instanceof Stage.Waiting
                && !conversation.session().botGoesOn()) {
            return new SpokenHold(bot.city(), conversation, language).afterSilence(silences);
        }
        if (silences >= SILENCES_MAX || !conversation.isOpen()) {
            return new Speech(List.of(linePhrase(LinePhrase.GOODBYE, language)), language, Then.HANG_UP);
        }
        var silence = bot.city().phrases().say(Phrase.CALL_SILENCE, language);
        var question = conversation
                .session()
                .openFlow()
                .filter(_ -> lastAnswer(conversation)
                        .filter(answer -> withdrawn.has(answer.id(), answer::textDigest))
                        .isEmpty())
                .flatMap(_ -> conversation.session().lastSaid())
                .orElseGet(() -> new SpokenText(bot.city(), language)
                        .menu(conversation.session().offered()));
        var utterances = Stream.concat(
                        Stream.of(new Utterance(silence, language)), utterances(question, language).stream())
                .toList();
        return new Speech(utterances, language, Then.LISTEN, false);
    }

    private Optional<Answer> lastAnswer(Conversation conversation) {
        return conversation.session().lastAnswer().flatMap(bot.city().knowledge()::find);
    }

    @Override
    public Speech holding(Conversation conversation, Hold hold) {
        return new SpokenHold(bot.city(), conversation, conversation.language()).holding(hold);
    }

    @Override
    public List<Utterance> utterances(String text, Locale language) {
        return new SpokenText(bot.city(), language).utterances(text);
    }

    @Override
    public String linePhrase(LinePhrase phrase, Locale language) {
        var text = switch (phrase) {
            case ONE_MOMENT -> Phrase.CALL_ONE_MOMENT;
            case GOODBYE -> Phrase.CALL_GOODBYE;
            case OUT_OF_ORDER -> Phrase.CALL_OUT_OF_ORDER;
        };
        return bot.city().phrases().say(text, language);
    }

    @Override
    public Optional<LinkWish> linkWish(String words) {
        return bot.city().gates().linkWish(words);
    }

    @Override
    public String linkSent(String firstHalf, Locale language) {
        return bot.city().phrases().say(Phrase.LINK_SENT, language, Map.of("digits", firstHalf));
    }

    @Override
    public String linkPhrase(LinkPhrase phrase, Locale language) {
        var text = switch (phrase) {
            case HOW -> Phrase.LINK_HOW;
            case NO_ADDRESS -> Phrase.LINK_NO_ADDRESS;
            case OWN -> Phrase.LINK_OWN;
            case ALREADY -> Phrase.LINK_ALREADY;
            case TOO_MANY -> Phrase.LINK_TOO_MANY;
            case LINKED -> Phrase.LINK_DONE;
            case WRONG -> Phrase.LINK_WRONG;
            case OVER -> Phrase.LINK_OVER;
            case UNLINKED -> Phrase.LINK_UNLINKED;
            case NONE -> Phrase.LINK_NONE;
        };
        return bot.city().phrases().say(text, language);
    }

    @Override
    public String erasurePhrase(ErasurePhrase phrase, Locale language) {
        var text = switch (phrase) {
            case BEGUN -> Phrase.ERASE_BEGUN;
            case HELD -> Phrase.ERASE_HELD;
            case WRONG -> Phrase.ERASE_WRONG;
            case OVER -> Phrase.ERASE_OVER;
        };
        return bot.city().phrases().say(text, language);
    }

    @Override
    public String listButton(Locale language) {
        return bot.city().phrases().say(Phrase.LIST_BUTTON, language);
    }

    @Override
    public String rulesVersion() {
        return bot.city().version().hex();
    }

    @Override
    public String botVersion() {
        return bot.version();
    }
}
