package io.glassline.router.context;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.conversation.Topic;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.router.city.CityConfig;
import io.glassline.router.flow.HouseNumbers;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.gate.Alarm;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.RankedMatch;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Facts;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.MixedLanguages;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.WholePatterns;
import io.glassline.routing.Burst;
import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Candidate;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.routing.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that one turn is decided from: the message and its words, where its conversation stands, the city, and
/// the hour.
///
/// It belongs to one turn and one thread.
public final class TurnContext implements Turn {

    /// Fewer words tell too little about a language.
    public static final int WORDS_FOR_LANGUAGE_MIN = 3;

    /// So many words where two streets were asked for are mostly their names.
    private static final int CROSSING_WORDS_MAX = 4;

    /// The same with a house number.
    private static final int ADDRESS_WORDS_MAX = 8;

    /// Of the sentences that were learnt from, one in fifty is longer.
    private static final int LEARNT_WORDS_MAX = 25;

    private static final int MISTYPED_KEYWORD_CHARS_MIN = 6;

    private static final String EMAIL = "email";

    private final BotConfig bot;
    private final Conversation conversation;
    private final Inbound message;
    private final Situation situation;
    private final String raw;
    private final String together;
    private final NormalizedText normalized;
    private final Optional<String> belowSubject;
    private final List<String> asKeyword;
    private final Optional<Locale> otherLanguage;
    private final Locale language;
    private final Optional<Alarm> alarm;
    private final Map<Query, RankedMatch> matches = new LinkedHashMap<>();
    private final Map<Locale, Match> own = new HashMap<>();
    private Rules.@Nullable Ruling ruling;
    private @Nullable Locale ruledLanguage;
    private boolean isRuled;
    private @Nullable List<NormalizedText> readings;

    public TurnContext(BotConfig bot, Conversation conversation, Inbound message, Situation situation) {
        this.bot = bot;
        this.conversation = conversation;
        this.message = message;
        this.situation = situation;
        this.raw = words(message.content());
        this.together = together(situation.burst().earlier(), raw);
        this.normalized = NormalizedText.of(together);
        this.belowSubject = isMail() ? belowSubject(text()) : Optional.empty();
        this.asKeyword = together.equals(raw)
                ? normalized.asKeyword()
                : NormalizedText.of(raw).asKeyword();
        var told = tellsItsLanguage() ? told() : Optional.<Locale>empty();
        var own = told.flatMap(this::served);
        this.otherLanguage = own.isPresent() ? Optional.empty() : told;
        this.language = own.orElseGet(this::languageSoFar);
        this.alarm = isHeldOut() ? Optional.empty() : heardAlarm();
    }

    private Optional<Alarm> heardAlarm() {
        var heard = isForTheLearntGate()
                ? city().gates().alarm(readings(), language)
                : city().gates().alarmByPattern(normalized, language);
        return isLearntLessSure() ? heard.map(Alarm::asked) : heard;
    }

    /// In the middle of a form, words that no pattern knows are more likely an answer. A long story has words of many
    /// matters. And an alarm ends a call, which a caller cannot take back.
    private boolean isLearntLessSure() {
        return session().openFlow().isPresent()
                || isSpoken()
                || normalized.words().size() > LEARNT_WORDS_MAX;
    }

    /// Whether the whole message is one of the choices that the bot itself holds out: "It fell" is said of the tree.
    private boolean isHeldOut() {
        return content() instanceof Content.Text
                && askedKind()
                        .filter(asked -> asked instanceof SlotKind.Pick(var options)
                                && options.stream().anyMatch(option -> option.isCalled(normalized)))
                        .isPresent();
    }

    /// What the form asks for whose question the citizen was put last, whether it is open or offered.
    private Optional<SlotKind> askedKind() {
        return session()
                .flow()
                .flatMap(
                        at -> Optional.ofNullable(city().flows().get(at.name())).flatMap(flow -> flow.asked(at)));
    }

    /// The words of messages that came within seconds, as one.
    private static String together(List<Inbound> earlier, String raw) {
        return Stream.concat(earlier.stream().map(message -> words(message.content())), Stream.of(raw))
                .collect(Collectors.joining(" "));
    }

    /// No number of a card or the like: nothing that decides needs one, and nothing keeps it.
    private static String words(Content content) {
        return PrivateNumbers.masked(whole(content));
    }

    private static String whole(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Media(var _, var _, var caption, var _) -> caption.orElse("");
            case Content.Place(var _, var _, var label) -> label.orElse("");
            case Content.Choice(var _, var label) -> label;
            case Content.Keys(var digits) -> digits;
            case Content.Call _, Content.Template _, Content.Unsupported _, Signal _ -> "";
        };
    }

    /// Sticky: not decided again while a form is open, where an answer is a name or a number, nor by an address that
    /// was asked for, nor on a few words but the very first. What is not in Latin letters tells it all the same. On
    /// the phone only the city's languages are recognised.
    private boolean tellsItsLanguage() {
        return content() instanceof Content.Text
                && isWithBot()
                && (session().openFlow().isEmpty()
                                && !isAddressAskedFor()
                                && (normalized.words().size() >= WORDS_FOR_LANGUAGE_MIN || isUnknownSoFar())
                        || !isSpoken() && normalized.isInAnotherScript());
    }

    /// Streets are called the same in every language: "Oak Street ciento doce" is Spanish.
    private boolean isAddressAskedFor() {
        var count = normalized.words().size();
        return askedKind().filter(SlotKind.Address.class::isInstance).isPresent()
                && (count <= CROSSING_WORDS_MAX
                        || count <= ADDRESS_WORDS_MAX && HouseNumbers.mayBeIn(together, isSpoken()));
    }

    /// A mail is in the language of its words; its subject may be a program's.
    private Optional<Locale> told() {
        return belowSubject.flatMap(bot.languageOf()).or(() -> bot.languageOf().apply(text()));
    }

    /// What a mail says below its subject, where that is enough to be understood.
    private static Optional<String> belowSubject(String text) {
        return Optional.of(text.substring(text.indexOf('\n') + 1))
                .filter(below -> below.length() < text.length()
                        && NormalizedText.of(below).words().size() >= WORDS_FOR_LANGUAGE_MIN);
    }

    /// The bot answers in a language of the city; people may go on in any.
    private boolean isUnknownSoFar() {
        return session().lastSaid().isEmpty() && conversation.language().equals(city().firstLanguage());
    }

    private Locale languageSoFar() {
        var sofar = conversation.language();
        return served(sofar).isPresent() || !isWithBot() ? sofar : city().firstLanguage();
    }

    private Optional<Locale> served(Locale language) {
        return city().languages().stream()
                .filter(own -> own.getLanguage().equals(language.getLanguage()))
                .findFirst();
    }

    @Override
    public CityConfig city() {
        return bot.city();
    }

    public String botVersion() {
        return bot.version();
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public Session session() {
        return conversation.session();
    }

    @Override
    public Inbound message() {
        return message;
    }

    @Override
    public Content content() {
        return message.content();
    }

    @Override
    public Situation situation() {
        return situation;
    }

    @Override
    public Instant now() {
        return situation.cityTime().toInstant();
    }

    /// The words as they were written; empty where there are none.
    public String raw() {
        return raw;
    }

    /// The words as they were written, together with those of the messages before that it is read with; no more of
    /// them than anything looks at.
    public String text() {
        return together.substring(0, Math.min(together.length(), NormalizedText.LENGTH_MAX_CHARS));
    }

    /// The turn of the message that came next, by itself.
    public TurnContext of(Inbound next) {
        return new TurnContext(bot, conversation, next, situation.with(Burst.NONE));
    }

    /// The turn of the message that came next, read together with this one.
    public TurnContext togetherWith(Inbound next) {
        var earlier = new ArrayList<>(situation.burst().earlier());
        earlier.add(message);
        return new TurnContext(
                bot, conversation, next, situation.with(new Burst(earlier, Optional.empty(), Optional.empty())));
    }

    /// The words of [#text()] as they are compared.
    @Override
    public NormalizedText normalized() {
        return normalized;
    }

    /// The words as they are compared, and what they may mean besides where they are texted or mistyped.
    @Override
    public List<NormalizedText> readings() {
        var known = readings;
        if (known == null) {
            known = city().gates().readings(normalized);
            readings = known;
        }
        return known;
    }

    /// The same of some of its words.
    public List<NormalizedText> readings(NormalizedText said) {
        return said.equals(normalized) ? readings() : city().gates().readings(said);
    }

    /// Which of `keywords` the whole message is, as it stands or as it is meant. A short word that is
    /// close to a keyword may be a name.
    public Optional<Keywords.Hit> heard(Keywords keywords) {
        var hit = keywords.among(asKeyword);
        return hit.isPresent() || normalized.text().length() < MISTYPED_KEYWORD_CHARS_MIN
                ? hit
                : readings().stream()
                        .flatMap(said -> keywords.in(said).stream())
                        .findFirst();
    }

    /// Whether the whole message is one of `phrases`.
    public boolean says(WholePatterns phrases) {
        return phrases.areAll(asKeyword);
    }

    /// Whether the citizen asks to hear it again, in whatever way their message may be read.
    public boolean isRepeatAsked() {
        var repeat = city().gates().repeat();
        return says(repeat) || readings().stream().anyMatch(said -> repeat.areAll(said.asKeyword()));
    }

    /// The one that the message is in, else that of the conversation. While the bot answers it is one of the city's.
    @Override
    public Locale language() {
        return ruledLanguage == null ? language : ruledLanguage;
    }

    /// The language that the message is in, when the city does not answer in it: [Locale#ROOT] where it is not known
    /// which.
    @Override
    public Optional<Locale> otherLanguage() {
        return isSpoken() ? Optional.empty() : otherLanguage;
    }

    /// A keyword of a language is answered in it: BAJA in Spanish, whatever was spoken before.
    public Locale languageOf(Keywords.Hit heard) {
        return heard.language().orElse(language);
    }

    @Override
    public String channel() {
        return message.from().channel().name();
    }

    public boolean isMail() {
        return channel().equals(EMAIL);
    }

    /// Whether the reply is spoken on the phone.
    public boolean isSpoken() {
        return situation.spoken();
    }

    public boolean isMarked(Mark mark) {
        return message.marks().contains(mark);
    }

    /// Whether it asks for something.
    public boolean isQuestion() {
        return city().dialogue().isQuestion(raw, normalized.text());
    }

    @Override
    public Consent consent() {
        return situation.consent();
    }

    public boolean isOptedOut() {
        return consent().isOptedOut();
    }

    /// Whether the bot may answer: nobody has taken the conversation, and no alarm was raised.
    public boolean isWithBot() {
        return switch (conversation.stage()) {
            case Stage.WithBot _, Stage.Closed _ -> true;
            case Stage.Waiting(var queue, var priority, var _) ->
                session().botGoesOn() || !queue.equals(Queues.EMERGENCY) && priority != Priority.EMERGENCY;
            case Stage.WithAgent _ -> false;
        };
    }

    /// Whether people were asked and none has come yet. Then the bot answers only what it is sure of, if it may.
    public boolean waitsForPeople() {
        return conversation.stage() instanceof Stage.Waiting && !session().botGoesOn();
    }

    /// Whether people were asked, or have the conversation already.
    public boolean isWithPeople() {
        return waitsForPeople() || conversation.stage() instanceof Stage.WithAgent;
    }

    /// Where the conversation stands after an answer of the bot's.
    public Stage withBot() {
        return conversation.stage() instanceof Stage.Waiting waiting && isWithBot() ? waiting : new Stage.WithBot();
    }

    /// Since when the citizen waits who waits after this turn.
    public Instant waitingSince() {
        return conversation.stage() instanceof Stage.Waiting waiting ? waiting.since() : now();
    }

    @Override
    public boolean isWords() {
        return switch (content()) {
            case Content.Text _, Content.Choice _, Content.Keys _ -> true;
            case Content.Media _,
                    Content.Place _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> false;
        };
    }

    /// What the city's knowledge has to say to the message's words, read in language `in`. What a mail says below its
    /// subject may be sure by itself: "Question to the city" is not what is asked.
    @Override
    public Match match(Locale in) {
        return own.computeIfAbsent(in, this::looked);
    }

    private Match looked(Locale in) {
        return belowSubject
                .map(below -> match(below, in))
                .filter(Match.Sure.class::isInstance)
                .orElseGet(() -> {
                    var whole = match(text(), in);
                    return whole instanceof Match.Sure ? whole : matchOfBoth(in).orElse(whole);
                });
    }

    /// What is surely meant by a message in two languages, read in either of them.
    private Optional<Match> matchOfBoth(Locale in) {
        return Stream.concat(Stream.of(in), city().languages().stream())
                .distinct()
                .flatMap(language ->
                        MixedLanguages.readIn(language, normalized).stream().map(read -> match(read, language)))
                .filter(Match.Sure.class::isInstance)
                .findFirst();
    }

    /// What the city's knowledge has to say to `words`, which is looked for once in a turn.
    public Match match(String words, Locale in) {
        return withoutWithdrawn(matches.computeIfAbsent(
                        new Query(words, in), query -> bot.answers().ranked(query.words(), query.in()))
                .match());
    }

    /// What is surely asked for is known also where it is withdrawn: then the people of its office are asked.
    private Match withoutWithdrawn(Match match) {
        if (!(match instanceof Match.Unsure(var best, var confidence))
                || best.stream().noneMatch(this::isWithdrawn)) {
            return match;
        }
        var left = best.stream().filter(answer -> !isWithdrawn(answer)).toList();
        return left.isEmpty() ? new Match.Nothing(confidence) : new Match.Unsure(left, confidence);
    }

    /// Whether the answer may be given by nobody now.
    public boolean isWithdrawn(Answer answer) {
        return situation.withdrawn().has(answer.id(), answer::textDigest);
    }

    /// The approved answers that came nearest to the message, the best first; none where the turn has not asked for
    /// them. They are not looked for again.
    public List<Candidate> candidates() {
        var inItsLanguage = matches.get(new Query(text(), language));
        return matches.values().stream()
                .filter(ranked -> ranked.match() instanceof Match.Sure)
                .findFirst()
                .filter(_ -> inItsLanguage == null || !(inItsLanguage.match() instanceof Match.Sure))
                .or(() -> Optional.ofNullable(inItsLanguage))
                .map(RankedMatch::nearest)
                .orElse(List.of());
    }

    /// The approved answer that the bot gave last, if the city still has it.
    public Optional<Answer> lastAnswer() {
        return session().lastAnswer().flatMap(city().knowledge()::find);
    }

    /// What was talked about last.
    public Optional<String> lastTopic() {
        return lastAnswer().map(Answer::topic).or(session().topic()::name);
    }

    /// How many times in a row the bot has not understood, with this time.
    public int missesWithThis() {
        return session().missesAt(now()) + 1;
    }

    /// What the city's rules say to the message. They are looked at once in a turn.
    public Rules.Ruling ruling() {
        var known = ruling;
        if (known == null) {
            known = city().rules().decide(facts());
            ruling = known;
        }
        return known;
    }

    /// The rules that could not be evaluated, if the rules were looked at.
    public List<Rules.Fault> ruleFaults() {
        var known = ruling;
        return known == null ? List.of() : known.faults();
    }

    /// The rules decide about the message, and what they do besides holds for it: from here on the citizen is
    /// answered in the language they set.
    public Rules.Ruling ruled() {
        isRuled = true;
        ruledLanguage = ruling().language().orElse(null);
        return ruling();
    }

    public boolean isRuled() {
        return isRuled;
    }

    /// Whether the message tells of an emergency, or may.
    public Optional<Alarm> alarm() {
        return alarm;
    }

    /// Whether an alarm stands in the conversation.
    public boolean isAlarmed() {
        return session().alarm().filter(known -> !known.isAsked()).isPresent();
    }

    /// Whether it is not words of the city's own: a button, a phrasing of an approved answer, small talk.
    public boolean isForTheLearntGate() {
        return switch (content()) {
            case Content.Text _, Content.Media _, Content.Place _ ->
                !city().knowledge().hasPhrasing(text()) && !city().dialogue().isChitchat(asKeyword);
            case Content.Choice _,
                    Content.Keys _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> false;
        };
    }

    /// What the conditions of rules see of the turn.
    public Facts facts() {
        return RuleFacts.of(this);
    }

    // The session after the turn

    /// The bot has understood: no form, no choice and no miss is left.
    public Session understood() {
        return session().asking(Optional.empty(), List.of());
    }

    /// The bot has not understood, and holds out these choices.
    public Session missing(List<Message.Offer> offers) {
        return session().missing(offers, missesWithThis(), now());
    }

    /// A form of `topic` is open.
    public Session inFlow(Session.Flow at, String topic) {
        return session()
                .asking(Optional.of(at.by(city().version())), List.of())
                .about(new Topic(Optional.of(topic), Optional.empty(), List.of()), Optional.empty());
    }

    // The reason of the decision

    public Because because(String rule, String why, List<Condition> trace) {
        var earlier = situation.burst().earlier();
        if (earlier.isEmpty()) {
            return new Because(rule, city().version().hex(), why, trace);
        }
        var all = new ArrayList<>(trace);
        all.add(new Condition("more words", "messages before it that it is read with", "" + earlier.size(), true));
        return new Because(rule, city().version().hex(), why, all);
    }

    public Because because(Rules.Ruling ruling) {
        return because(ruling.rule(), why(ruling), ruling.trace());
    }

    public Because because(Rules.Ruling ruling, String why, Condition... more) {
        var trace = new ArrayList<>(ruling.trace());
        trace.addAll(List.of(more));
        return because(ruling.rule(), why(ruling) + " " + why, trace);
    }

    private static String why(Rules.Ruling ruling) {
        return ruling.rule().equals(Rules.OTHERWISE)
                ? "No rule holds, and this is what the city does then."
                : "The rule \"" + ruling.rule() + "\" holds.";
    }

    private record Query(String words, Locale in) {}
}
