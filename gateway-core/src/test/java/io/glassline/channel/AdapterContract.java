package io.glassline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Receipt.Fault;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every adapter promises, whatever it speaks: the executable half of [ChannelAdapter]. A new adapter extends
/// this, says what its provider's calls look like, and is held to the same as all the others.
public abstract class AdapterContract {

    private static final int MUTATIONS_PER_CALL = 150;
    private static final int PROVIDER_ID_MAX_CHARS = 600;

    private static final List<String> ODD = List.of(
            "%00",
            "%F0%9F",
            "\\u0000",
            "\\ud83d",
            "null",
            "[]",
            "{}",
            "-1",
            "99999999999999999999",
            "\"",
            "&",
            "=",
            "\n",
            "\r\n\r\n",
            "<",
            "--",
            "=?utf-8?b?4pyT?=",
            "é",
            "1e400");

    protected abstract ChannelAdapter adapter();

    protected abstract ChannelAccount account();

    /// Calls as the provider makes them, proof and all: one of each kind at least.
    protected abstract List<WebhookCall> genuine();

    /// The same call by someone who is not the provider.
    protected abstract WebhookCall withWrongProof(WebhookCall call);

    /// The same call with another body, and with the proof that the provider would give for that.
    protected abstract WebhookCall withBody(WebhookCall call, byte[] body);

    /// A body that is not the provider's format at all.
    protected byte[] garbage() {
        return new byte[] {'<', '{', '%', 'Z', (byte) 0xFF, 0, '='};
    }

    /// A genuine call that carries a kind of message the adapter has never heard of.
    protected abstract WebhookCall ofUnknownKind();

    /// Genuine calls with which nobody says anything: reactions, changes, deletions, notices. Empty where the
    /// channel has none.
    protected List<WebhookCall> signs() {
        return List.of();
    }

    /// Genuine calls of kinds that hold a file or something that cannot be carried, with [#BESIDE] written
    /// beside it. Empty where a channel has no such thing.
    protected List<WebhookCall> wordsBesideSomething() {
        return List.of();
    }

    /// What stands beside something in [#wordsBesideSomething].
    protected static final String BESIDE = "a fire at number 12";

    /// Genuine calls that only a person can read: a picture, a voice, a file, without words.
    protected List<WebhookCall> forAPersonOnly() {
        return List.of();
    }

    /// Genuine calls that ask for no automatic answer, though a person may have written them. Empty where
    /// nobody can ask so.
    protected List<WebhookCall> perhapsByAPerson() {
        return List.of();
    }

    /// Genuine calls that a machine wrote, and that are about no message of ours. Empty where a channel has
    /// people only.
    protected List<WebhookCall> surelyByAMachine() {
        return List.of();
    }

    /// A genuine call for [#OTHER_ADDRESS], which came by the way of our own. Empty where the way is the
    /// address.
    protected Optional<WebhookCall> forAnotherAddress() {
        return Optional.empty();
    }

    protected static final String OTHER_ADDRESS = "+15550177";

    /// Genuine calls by which the provider itself says that the citizen wants nothing more. Empty where it
    /// never does.
    protected List<WebhookCall> stopsByProvider() {
        return List.of();
    }

    /// Genuine calls by which the provider itself says that the citizen may be written to again.
    protected List<WebhookCall> startsByProvider() {
        return List.of();
    }

    /// Genuine calls of several citizens who keep back who they are. Empty where the provider always tells.
    protected List<WebhookCall> fromNobodyKnown() {
        return List.of();
    }

    /// Else one would read, or hear, what was meant for another.
    @Test
    void thoseWhoKeepBackWhoTheyAreAreNeverTheSameCitizen() {
        assertThat(fromNobodyKnown().stream()
                        .flatMap(call -> messages(receive(call)).stream())
                        .map(MessageReceived::from))
                .hasSameSizeAs(fromNobodyKnown())
                .doesNotHaveDuplicates();
    }

    @Test
    void aSignIsKeptAndIsNoMessage() {
        for (var call : signs()) {
            assertThat(receive(call)).as(text(call)).isInstanceOfSatisfying(Receipt.Events.class, receipt -> {
                assertThat(receipt.fromCitizens())
                        .isNotEmpty()
                        .hasOnlyElementsOfType(ChannelEvent.SignalReceived.class);
                assertThat(receipt.events())
                        .hasOnlyElementsOfTypes(ChannelEvent.SignalReceived.class, ChannelEvent.SameCitizen.class);
            });
        }
    }

    @Test
    void wordsBesideSomethingElseAreKeptAsWords() {
        for (var call : wordsBesideSomething()) {
            assertThat(messages(receive(call)))
                    .as(text(call))
                    .anySatisfy(message -> assertThat(message.content().words()).contains(BESIDE))
                    .noneSatisfy(message -> assertThat(message.content()).isInstanceOf(Content.Unsupported.class));
        }
    }

    @Test
    void whatOnlyAPersonCanReadIsSaidToBeSuch() {
        for (var call : forAPersonOnly()) {
            assertThat(messages(receive(call)))
                    .as(text(call))
                    .isNotEmpty()
                    .allSatisfy(message ->
                            assertThat(message.content().isForAPersonOnly()).isTrue());
        }
        for (var call : wordsBesideSomething()) {
            assertThat(messages(receive(call)))
                    .as(text(call))
                    .anySatisfy(message ->
                            assertThat(message.content().isForAPersonOnly()).isFalse());
        }
    }

    @Test
    void whoWroteItAndWhetherAMachineMayAnswerAreTwoFacts() {
        for (var call : perhapsByAPerson()) {
            assertThat(messages(receive(call)))
                    .as(text(call))
                    .isNotEmpty()
                    .allSatisfy(message -> assertThat(message.marks())
                            .contains(Mark.NO_AUTOMATIC_ANSWER)
                            .doesNotContain(Mark.AUTOMATIC));
        }
        for (var call : surelyByAMachine()) {
            assertThat(events(receive(call)))
                    .as(text(call))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    MessageReceived.class,
                                    message -> assertThat(message.marks()).contains(Mark.AUTOMATIC)));
        }
    }

    @Test
    void whatIsForAnotherAddressIsSaidToBeForThatOne() {
        forAnotherAddress()
                .ifPresent(call -> assertThat(receive(call)).isInstanceOfSatisfying(Receipt.Events.class, receipt -> {
                    assertThat(receipt.events()).isEmpty();
                    assertThat(receipt.others()).containsExactly(OTHER_ADDRESS);
                }));
    }

    @Test
    void theProvidersOwnWordOnConsentCounts() {
        for (var call : stopsByProvider()) {
            assertThat(events(receive(call))).as(text(call)).anyMatch(ChannelEvent.OptedOut.class::isInstance);
        }
        for (var call : startsByProvider()) {
            assertThat(events(receive(call))).as(text(call)).anyMatch(ChannelEvent.OptedIn.class::isInstance);
        }
    }

    @Test
    void aLongTextIsNeverCutInsideWhatAReaderTakesForOneCharacter() {
        var max = adapter().capabilities().textMaxChars();
        for (var character : List.of("👨‍👩‍👧‍👦", "👍🏽", "e\u0301\u0323", "🇺🇸")) {
            var parts = adapter().render(outgoing(character.repeat(max), 0));

            assertThat(parts).hasSizeGreaterThan(1);
            assertThat(parts)
                    .allSatisfy(part ->
                            assertThat(part.text().replace(character, "")).isEmpty());
        }
    }

    @Test
    void aCallWithTheWrongProofIsRefusedBeforeItIsRead() {
        for (var call : genuine()) {
            assertThat(receive(withWrongProof(call))).isEqualTo(receive(withWrongProof(call)));
            assertThat(receive(withWrongProof(call))).isInstanceOf(Receipt.Refused.class);
            assertThat(receive(withWrongProof(withBody(call, garbage())))).isInstanceOf(Receipt.Refused.class);
        }
    }

    /// What is malformed is kept, so it must be the provider's: else anyone could fill the quarantine.
    @Test
    void nothingIsSaidToBeMalformedBeforeItIsProven() {
        for (var call : genuine()) {
            for (var body : List.of(call.body(), garbage(), new byte[0])) {
                var receipt = receive(withWrongProof(withBody(call, body)));
                assertThat(receipt)
                        .isInstanceOfSatisfying(
                                Receipt.Refused.class,
                                refused -> assertThat(refused.fault()).isNotEqualTo(Fault.MALFORMED));
            }
        }
    }

    @Test
    void whatIsGenuineIsRead() {
        for (var call : genuine()) {
            assertThat(receive(call)).as(text(call)).isNotInstanceOf(Receipt.Refused.class);
        }
    }

    /// What is kept is read again one day, and is proven anew then. No secret is kept with it.
    @Test
    void aCallThatIsKeptWithoutTheSecretsIsStillProven() {
        var secrets = account().secrets().values().stream().map(Secret::value).toList();
        for (var call : genuine()) {
            var receipt = receive(call);
            if (receipt instanceof Receipt.Events) {
                var kept = Proof.withoutSecrets(call, account());
                assertThat(receive(kept)).isEqualTo(receipt);
                assertThat(kept.publicUrl() + kept.headers()).doesNotContain(secrets);
                assertThat(receive(withWrongProof(kept))).isInstanceOf(Receipt.Refused.class);
            }
        }
    }

    @Test
    void aBodyThatIsNotTheFormatIsSaidToBeSo() {
        for (var call :
                genuine().stream().filter(call -> !call.method().equals("GET")).toList()) {
            var receipt = receive(withBody(call, garbage()));
            var kept = messages(receipt).stream().map(MessageReceived::content).toList();
            if (kept.isEmpty()) { // a channel where nothing may be refused keeps it instead
                assertThat(receipt)
                        .isInstanceOfSatisfying(
                                Receipt.Refused.class,
                                refused -> assertThat(refused.fault()).isIn(Fault.MALFORMED, Fault.NOT_PROVABLE));
            } else {
                assertThat(kept).hasSize(1);
            }
        }
    }

    @Test
    void anEventSeenTwiceIsTheSameEvent() {
        for (var call : genuine()) {
            assertThat(receive(call)).isEqualTo(receive(call));
        }
    }

    @Test
    void everyMessageHasAnIdOfItsOwnAndOneThatCanBeKept() {
        for (var call : Stream.concat(genuine().stream(), signs().stream()).toList()) {
            var ids = fromCitizens(receive(call)).stream()
                    .map(ChannelEvent.FromCitizen::providerId)
                    .toList();
            assertThat(ids)
                    .doesNotHaveDuplicates()
                    .allSatisfy(id -> assertThat(id).isNotBlank().hasSizeLessThanOrEqualTo(PROVIDER_ID_MAX_CHARS));
        }
    }

    @Test
    void aKindOfMessageItDoesNotKnowIsKeptAsSuchOrLetGoWithAReason() {
        var receipt = receive(ofUnknownKind());

        assertThat(receipt).isInstanceOfAny(Receipt.Events.class, Receipt.Nothing.class);
        assertThat(messages(receipt))
                .allSatisfy(message -> assertThat(message.content()).isInstanceOf(Content.Unsupported.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10, 30})
    void aMessageTooLongBecomesPartsThatLoseNoWord(int offers) {
        var max = adapter().capabilities().textMaxChars();
        for (var text : List.of("short", sentences(3 * max), "x".repeat(2 * max + 7), "🚲".repeat(max), "")) {
            var message = outgoing(text, offers);
            var parts = adapter().render(message);

            assertThat(parts).isNotEmpty().isEqualTo(adapter().render(message));
            assertThat(parts)
                    .extracting(Outgoing.Part::number)
                    .containsExactlyElementsOf(
                            IntStream.range(0, parts.size()).boxed().toList());
            assertThat(parts).allSatisfy(part -> {
                assertThat(part.text().length()).isLessThanOrEqualTo(max);
                assertThat(part.offers().size())
                        .isLessThanOrEqualTo(adapter().capabilities().offersMax());
                assertThat(isWhole(part.text())).as("no half characters").isTrue();
            });
            var written = parts.stream().map(Outgoing.Part::text).collect(Collectors.joining());
            assertThat(withoutSpace(written)).startsWith(withoutSpace(text));
            var shown = parts.stream()
                    .flatMap(part -> part.offers().stream())
                    .map(Message.Offer::label)
                    .collect(Collectors.joining());
            message.offers()
                    .forEach(offer -> assertThat(withoutSpace(shown + written)).contains(withoutSpace(offer.label())));
        }
    }

    @Test
    void noSecretIsPrintedByAccident() {
        var printed = new ArrayList<String>(List.of(account().toString()));
        for (var call : genuine()) {
            printed.add(receive(call).toString());
            printed.add(receive(withWrongProof(call)).toString());
            printed.add(receive(withBody(call, garbage())).toString());
        }
        account()
                .secrets()
                .values()
                .forEach(secret ->
                        assertThat(printed).allSatisfy(line -> assertThat(line).doesNotContain(secret.value())));
    }

    @Test
    void itKnowsTheSettingsOfItsOwnAccounts() {
        var form = adapter().form();

        assertThat(account().kind()).isEqualTo(adapter().kind());
        assertThat(account().settings().keySet()).containsAll(form.requiredSettings());
        assertThat(account().secrets().keySet()).containsAll(form.requiredSecrets());
        assertThat(form.optionalSettings()).noneMatch(form.requiredSettings()::contains);
        assertThat(form.optionalSecrets()).noneMatch(form.requiredSecrets()::contains);
    }

    /// Bodies that are nearly right, with the right proof: whatever they say, the answer is an answer, and what is
    /// kept can be kept.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void nothingAProviderCanSendThrows(long seed) {
        var random = new Random(seed);
        for (var call : Stream.concat(genuine().stream(), signs().stream()).toList()) {
            for (var n = 0; n < MUTATIONS_PER_CALL; n++) {
                var mutated = withBody(call, mutated(call.body(), random));
                var receipt = receive(mutated);
                assertThat(receipt).as("seed %d: %s", seed, text(mutated)).isNotNull();
                for (var message : fromCitizens(receipt)) {
                    var words = message.providerId()
                            + message.content()
                            + message.from().value();
                    assertThat(isWhole(words) && words.indexOf('\0') < 0)
                            .as("seed %d: %s", seed, words)
                            .isTrue();
                }
            }
        }
    }

    private Receipt receive(WebhookCall call) {
        return adapter().receive(call, account());
    }

    private static List<ChannelEvent.FromCitizen> fromCitizens(Receipt receipt) {
        return events(receipt).stream()
                .filter(ChannelEvent.FromCitizen.class::isInstance)
                .map(ChannelEvent.FromCitizen.class::cast)
                .toList();
    }

    private static List<ChannelEvent> events(Receipt receipt) {
        return receipt instanceof Receipt.Events(var events, var _) ? events : List.of();
    }

    private static List<MessageReceived> messages(Receipt receipt) {
        return events(receipt).stream()
                .filter(MessageReceived.class::isInstance)
                .map(MessageReceived.class::cast)
                .toList();
    }

    private Outgoing outgoing(String text, int offers) {
        return new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(adapter().kind(), "15550199"),
                text,
                IntStream.range(0, offers)
                        .mapToObj(n -> new Message.Offer("offer-" + n, "Choice number " + n))
                        .toList(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
    }

    private static String sentences(int chars) {
        var text = new StringBuilder();
        for (var n = 0; text.length() < chars; n++) {
            text.append("This is sentence ").append(n).append(", with a bike 🚲 in it.");
            text.append(n % 7 == 0 ? "\n\n" : n % 3 == 0 ? "\n" : " ");
        }
        return text.toString().strip();
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String text(WebhookCall call) {
        return call.method() + " " + new String(call.body(), StandardCharsets.UTF_8);
    }

    private static byte[] mutated(byte[] body, Random random) {
        var mutated = body.clone();
        for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutated = mutatedOnce(mutated, random);
        }
        return mutated;
    }

    private static byte[] mutatedOnce(byte[] body, Random random) {
        var at = body.length == 0 ? 0 : random.nextInt(body.length);
        var end = Math.min(body.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, end, body.length));
            case 2 -> joined(Arrays.copyOf(body, end), Arrays.copyOfRange(body, at, body.length));
            case 3 -> inserted(body, at, new byte[] {(byte) random.nextInt(256)});
            case 4 -> inserted(body, at, ODD.get(random.nextInt(ODD.size())).getBytes(StandardCharsets.UTF_8));
            case 5 -> replaced(body, at, (byte) random.nextInt(256));
            default -> digitsChanged(body, at, random);
        };
    }

    private static byte[] digitsChanged(byte[] body, int at, Random random) {
        for (var i = at; i < body.length; i++) {
            if (body[i] >= '0' && body[i] <= '9') {
                return replaced(body, i, (byte) ('0' + random.nextInt(10)));
            }
        }
        return body;
    }

    private static byte[] replaced(byte[] body, int at, byte value) {
        var replaced = body.clone();
        if (at < replaced.length) {
            replaced[at] = value;
        }
        return replaced;
    }

    private static byte[] inserted(byte[] body, int at, byte[] piece) {
        return joined(joined(Arrays.copyOf(body, at), piece), Arrays.copyOfRange(body, at, body.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
