package io.glassline.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Accepted;
import io.glassline.channel.SendOutcome.Rejected;
import io.glassline.channel.SendOutcome.Retry;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Address;
import io.glassline.message.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No question is one that cannot fail: for each there is an adapter that keeps every promise but that one.
class WrongAdaptersTest {

    private static volatile byte[] copy = new byte[0];

    /// What a wrong adapter does, and which question it fails.
    record Wrong(String question, String what, ToyAdapter adapter) {

        @Override
        public String toString() {
            return question + ": an adapter that " + what;
        }
    }

    static List<Wrong> wrongAdapters() {
        return List.of(
                receives(
                        "wrong-proof",
                        "reads whatever comes",
                        (call, was) -> was instanceof Receipt.Refused ? new Receipt.Nothing("never mind") : was),
                receives(
                        "forged-body",
                        "looks at the token alone",
                        (call, was) -> call.header("x-toy-token").equals(Optional.of(ToySample.TOKEN.value()))
                                ? right(ToySample.call(ToySample.TOKEN.value(), call.body()))
                                : was),
                receives(
                        "malformed-only-if-proven",
                        "calls a stranger's call malformed",
                        (call, was) ->
                                was instanceof Receipt.Refused ? new Receipt.Refused(Fault.MALFORMED, "no toy") : was),
                receives(
                        "genuine",
                        "refuses pictures",
                        (call, was) -> says(call, "picture") ? new Receipt.Refused(Fault.MALFORMED, "no words") : was),
                receives(
                        "kept-without-secrets",
                        "wants the token itself",
                        (call, was) -> call.header("x-toy-token").orElse("").startsWith("proven")
                                ? new Receipt.Refused(Fault.NOT_AUTHENTIC, "another token")
                                : was),
                receives(
                        "no-secret-printed",
                        "says which token it expected",
                        (call, was) -> was instanceof Receipt.Refused
                                ? new Receipt.Refused(Fault.NOT_AUTHENTIC, "not " + ToySample.TOKEN.value())
                                : was),
                new Wrong("settings", "forgets a secret in its form", new ToyAdapter() {
                    @Override
                    public AccountForm form() {
                        return new AccountForm(Set.of("url"), Set.of(), Set.of(), Set.of());
                    }
                }),
                receives("duplicated", "remembers what it has seen", onlyOnce()),
                receives(
                        "replayed",
                        "makes its ids of the time",
                        (call, was) ->
                                each(was, m -> message(m, m.providerId() + call.receivedAt(), m.from(), m.content()))),
                receives("reordered", "goes by the call before", afterAPictureNothing()),
                receives(
                        "ids",
                        "gives every message the same id",
                        (call, was) -> each(was, m -> message(m, "1", m.from(), m.content()))),
                receives(
                        "unknown-kind",
                        "takes what it does not know for words",
                        (call, was) ->
                                each(was, m -> m.content() instanceof Content.Unsupported ? words(m, "hologram") : m)),
                receives(
                        "signs",
                        "takes a thumb for words",
                        (call, was) -> says(call, "thumb")
                                ? right(new ToySample().saying("up").orElseThrow())
                                : was),
                receives(
                        "words-beside-something",
                        "drops captions",
                        (call, was) -> each(
                                was,
                                m -> m.content() instanceof Content.Media media
                                        ? message(m, m.providerId(), m.from(), withoutWords(media))
                                        : m)),
                receives(
                        "for-a-person-only",
                        "takes a picture for words",
                        (call, was) ->
                                each(was, m -> m.content() instanceof Content.Media ? words(m, "[picture]") : m)),
                receives("no-automatic-answer", "marks nothing", (call, was) -> each(was, m -> words(m, "hi"))),
                receives("by-a-machine", "marks nothing", (call, was) -> each(was, m -> words(m, "hi"))),
                receives(
                        "every-script",
                        "knows ASCII",
                        (call, was) ->
                                each(was, m -> words(m, m.content().words().replaceAll("[^ -~]", "?")))),
                receives(
                        "empty",
                        "makes an empty text of nothing",
                        (call, was) -> each(was, m -> m.content() instanceof Content.Unsupported ? words(m, "") : m)),
                receives(
                        "bad-item",
                        "refuses a call for one item",
                        (call, was) -> says(call, "bad") ? new Receipt.Refused(Fault.MALFORMED, "one is bad") : was),
                receives("reports", "knows that what is read is not un-read", nothingAfterRead()),
                receives("stops", "has no word for stop", without(ChannelEvent.OptedOut.class)),
                receives("starts", "has no word for start", without(ChannelEvent.OptedIn.class)),
                receives(
                        "nobody-known",
                        "calls them all withheld",
                        (call, was) -> each(
                                was,
                                m -> m.from().value().startsWith("nobody")
                                        ? message(
                                                m,
                                                m.providerId(),
                                                new Address(ToyAdapter.KIND, "withheld"),
                                                m.content())
                                        : m)),
                receives(
                        "another-address",
                        "drops what is not its own",
                        (call, was) -> new Receipt.Events(ChannelUnderTest.events(was))),
                receives(
                        "several-addresses",
                        "drops what is not its own",
                        (call, was) -> new Receipt.Events(ChannelUnderTest.events(was))),
                receives(
                        "not-the-format",
                        "lets go what is not the format",
                        (call, was) -> was instanceof Receipt.Refused(var fault, var _) && fault == Fault.MALFORMED
                                ? new Receipt.Nothing("no toy")
                                : was),
                receives("truncated", "reads beyond the end", (call, was) -> {
                    var sixth = new String(call.body(), UTF_8).charAt(5);
                    return sixth == 0 ? new Receipt.Nothing("nothing") : was;
                }),
                receives("nearly-right", "takes a number for one", (call, was) -> {
                    if (says(call, "1e400")) {
                        throw new NumberFormatException("1e400");
                    }
                    return was;
                }),
                receives("huge", "copies a body once for each kilobyte", (call, was) -> {
                    for (var n = 0; n < call.body().length; n += 1024) {
                        copy = call.body().clone();
                    }
                    return was;
                }),
                new Wrong("parts", "sends the first part alone", new ToyAdapter() {
                    @Override
                    public List<Outgoing.Part> render(Outgoing message) {
                        return super.render(message).subList(0, 1);
                    }
                }),
                new Wrong("whole-characters", "counts code units", new ToyAdapter() {
                    @Override
                    int end(String text) {
                        return 100;
                    }
                }),
                sends("unreachable", "gives up at once", was -> new Rejected("gone", "not there")),
                sends("answer-accepted", "keeps no id", was -> new Accepted("")),
                sends("answer-trouble", "gives up at once", was -> new Rejected("503", "no")),
                sends("answer-waits", "does not wait", was -> new Retry("no", Optional.empty())),
                sends("answer-busy", "takes it for trouble", was -> new Retry("no", Optional.empty())),
                sends("answer-account-fault", "takes it for the message's", was -> new Rejected("401", "no")),
                sends("answer-rejected", "tries for ever", was -> new Retry("no", Optional.empty())),
                sends("answer-opted-out", "takes it for a wrong number", was -> new Rejected("410", "no")),
                sends("answer-garbage", "trusts the status", was -> new Accepted("?")),
                sends("answer-hangs-up", "sends it again", was -> new Retry("no", Optional.empty())),
                sends("answer-silent", "waits for ever", was -> waitForEver()),
                sends("answer-stalled", "waits for ever", was -> waitForEver()),
                sends("answer-endless", "takes it for taken", was -> new Accepted("?")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAdapters")
    void failsItsQuestion(Wrong wrong) {
        var question = Questions.ALL.stream()
                .filter(one -> one.name().equals(wrong.question()))
                .findFirst()
                .orElseThrow();

        assertThat(Kit.verdict(question, channel(wrong.adapter())))
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.counterExample())
                                .isNotBlank()
                                .doesNotContain(ToySample.TOKEN.value()));
    }

    @Test
    void everyQuestionHasAnAdapterThatFailsIt() {
        assertThat(wrongAdapters())
                .extracting(Wrong::question)
                .containsExactlyElementsOf(
                        Questions.ALL.stream().map(Question::name).toList());
    }

    @Test
    void anAdapterThatKeepsEveryPromiseFailsNone() {
        assertThat(Kit.ask(channel(new ToyAdapter())))
                .allSatisfy(asked -> assertThat(asked.verdict().get())
                        .as(asked.question().toString())
                        .isInstanceOf(Verdict.Held.class));
    }

    private static ChannelUnderTest channel(ToyAdapter adapter) {
        return new ChannelUnderTest("toy", adapter, new ToySample());
    }

    private static Wrong receives(String question, String what, BiFunction<WebhookCall, Receipt, Receipt> wrongly) {
        return new Wrong(question, what, new ToyAdapter() {
            @Override
            public Receipt receive(WebhookCall call, ChannelAccount account) {
                return wrongly.apply(call, super.receive(call, account));
            }
        });
    }

    private static Wrong sends(String question, String what, Function<SendOutcome, SendOutcome> wrongly) {
        return new Wrong(question, what, new ToyAdapter() {
            @Override
            public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
                return wrongly.apply(super.send(message, part, account, callbackUrl));
            }
        });
    }

    private static Receipt right(WebhookCall call) {
        return new ToyAdapter().receive(call, new ToySample().account());
    }

    private static boolean says(WebhookCall call, String words) {
        return new String(call.body(), UTF_8).contains(words);
    }

    private static BiFunction<WebhookCall, Receipt, Receipt> onlyOnce() {
        var seen = new HashSet<String>();
        return (call, was) -> seen.add(new String(call.body(), UTF_8)) ? was : new Receipt.Nothing("seen before");
    }

    private static BiFunction<WebhookCall, Receipt, Receipt> afterAPictureNothing() {
        var before = new AtomicReference<>("");
        return (call, was) -> before.getAndSet(new String(call.body(), UTF_8)).contains("picture")
                ? new Receipt.Nothing("still looking")
                : was;
    }

    private static BiFunction<WebhookCall, Receipt, Receipt> nothingAfterRead() {
        var before = new AtomicReference<>("");
        return (call, was) ->
                before.getAndSet(before.get() + new String(call.body(), UTF_8)).contains("READ")
                        ? new Receipt.Nothing("it is read")
                        : was;
    }

    private static BiFunction<WebhookCall, Receipt, Receipt> without(Class<? extends ChannelEvent> kind) {
        return (call, was) -> new Receipt.Events(ChannelUnderTest.events(was).stream()
                .filter(event -> !kind.isInstance(event))
                .toList());
    }

    private static Receipt each(Receipt receipt, UnaryOperator<MessageReceived> wrongly) {
        if (!(receipt instanceof Receipt.Events(var events, var others))) {
            return receipt;
        }
        var changed = new ArrayList<ChannelEvent>();
        events.forEach(event -> changed.add(event instanceof MessageReceived message ? wrongly.apply(message) : event));
        return new Receipt.Events(changed, others);
    }

    private static MessageReceived words(MessageReceived message, String words) {
        return message(message, message.providerId(), message.from(), new Content.Text(words));
    }

    private static MessageReceived message(MessageReceived message, String id, Address from, Content content) {
        return new MessageReceived(id, from, content, message.sentAt(), Optional.empty(), Set.of());
    }

    private static Content withoutWords(Content.Media media) {
        return new Content.Media(media.mediaType(), media.location(), Optional.empty());
    }

    private static SendOutcome waitForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new SendOutcome.Unknown("stopped");
    }
}
