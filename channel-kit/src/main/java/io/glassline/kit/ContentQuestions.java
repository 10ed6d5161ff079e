package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.events;
import static io.glassline.kit.ChannelUnderTest.messages;
import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.Verdict.DoesNotApply;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a call says.
final class ContentQuestions {

    /// One of each kind of writing that programs have trouble with.
    private static final List<String> EVERY_SCRIPT = List.of(
            "¿Dónde está mi bote de basura? & 100% = listo + más; \"sí\" <no>",
            "A\u030Angstro\u0308m, e\u0301\u0323",
            "مرحبا، أين الحافلة رقم ١٢؟ \u200Fشكرا",
            "שלום, הפח ברחוב \u2067Elm 12\u2069 לא נאסף",
            "सड़क पर गड्ढा है, क्षत्रिय मार्ग",
            "ถนนเป็นหลุมที่ซอยสิบสอง",
            "路灯坏了 𠀀𪚥 道路に穴があります 도로에 구멍이 있어요",
            "Đường bị ngập nước ở phố Huế",
            "👨‍👩‍👧‍👦 👍🏽 🇺🇸 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ❤️",
            "ﬁre at Å K ﷺ", // no compatible form is put in the place of another
            "Z̷̢a̶l̸g̵o̴");

    private ContentQuestions() {}

    static Verdict unknownKind(ChannelUnderTest channel) {
        var call = channel.sample().ofUnknownKind();
        var receipt = channel.receive(call);
        var isKept = (receipt instanceof Receipt.Events || receipt instanceof Receipt.Nothing)
                && messages(receipt).stream().allMatch(message -> message.content() instanceof Content.Unsupported);
        return Verdict.of(isKept ? Optional.empty() : Optional.of(shown(call) + ": " + shown(receipt)));
    }

    static Verdict signs(ChannelUnderTest channel) {
        return each(channel, channel.sample().signs(), "the channel has no signs", receipt -> {
            var signs = events(receipt).stream()
                    .filter(ChannelEvent.SignalReceived.class::isInstance)
                    .count();
            return signs > 0
                    && events(receipt).stream()
                            .allMatch(event -> event instanceof ChannelEvent.SignalReceived
                                    || event instanceof ChannelEvent.SameCitizen);
        });
    }

    static Verdict wordsBesideSomething(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().wordsBesideSomething(),
                "nothing has words beside it",
                receipt -> messages(receipt).stream()
                                .anyMatch(message -> message.content().words().contains(ChannelSample.BESIDE)
                                        && !message.content().isForAPersonOnly())
                        && messages(receipt).stream()
                                .noneMatch(message -> message.content() instanceof Content.Unsupported));
    }

    static Verdict forAPersonOnly(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().forAPersonOnly(),
                "everything is words",
                receipt -> all(receipt, message -> message.content().isForAPersonOnly()));
    }

    static Verdict noAutomaticAnswer(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().perhapsByAPerson(),
                "nobody can ask for no automatic answer",
                receipt -> all(
                        receipt,
                        message -> message.marks().contains(Mark.NO_AUTOMATIC_ANSWER)
                                && !message.marks().contains(Mark.AUTOMATIC)));
    }

    static Verdict byAMachine(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().surelyByAMachine(),
                "the channel has people only",
                receipt -> all(receipt, message -> message.marks().contains(Mark.AUTOMATIC))
                        && messages(receipt).size() == events(receipt).size());
    }

    private static boolean all(Receipt receipt, Predicate<MessageReceived> holds) {
        return !messages(receipt).isEmpty() && messages(receipt).stream().allMatch(holds);
    }

    static Verdict everyScript(ChannelUnderTest channel) {
        if (channel.sample().saying("").isEmpty()) {
            return new DoesNotApply("the sample cannot say any words");
        }
        return Verdict.of(EVERY_SCRIPT.stream()
                .flatMap(words -> notSaid(channel, words).stream())
                .findFirst());
    }

    private static Optional<String> notSaid(ChannelUnderTest channel, String words) {
        var receipt = channel.receive(channel.sample().saying(words).orElseThrow());
        return messages(receipt).stream()
                        .anyMatch(message -> message.content().words().contains(words))
                ? Optional.empty()
                : Optional.of("\"" + words + "\" is read as " + shown(receipt));
    }

    static Verdict empty(ChannelUnderTest channel) {
        var sample = channel.sample();
        var calls = Stream.concat(
                        sample.genuine().stream().map(call -> sample.withBody(call, new byte[0])),
                        Stream.of("", " ", "\n\u00A0\u200B\n").flatMap(words -> sample.saying(words).stream()))
                .toList();
        return each(
                channel,
                calls,
                "the sample has no genuine calls",
                receipt -> messages(receipt).stream()
                        .noneMatch(message -> message.content() instanceof Content.Text(var body) && body.isBlank()));
    }

    static Verdict badItem(ChannelUnderTest channel) {
        return each(channel, channel.sample().batchesWithABadItem(), "a call is one message", receipt -> {
            var said = messages(receipt).stream()
                    .map(message -> message.content().words())
                    .toList();
            return said.contains(ChannelSample.FIRST)
                    && said.indexOf(ChannelSample.FIRST) < said.indexOf(ChannelSample.LAST);
        });
    }

    /// That a part only ever moves forward is for the outbox to see to, which knows where it stands.
    static Verdict reports(ChannelUnderTest channel) {
        var reports = channel.sample().deliveryReports();
        if (reports.isEmpty()) {
            return new DoesNotApply("the provider does not report what became of a message");
        }
        var names = new HashMap<Delivery, String>();
        for (var order : List.of(
                List.copyOf(reports.keySet()), List.copyOf(reports.keySet()).reversed())) {
            for (var delivery : order) {
                var call = reports.get(delivery);
                var reported = call == null ? List.<ChannelEvent.DeliveryReported>of() : reported(channel, call);
                if (call == null
                        || reported.size() != 1
                        || reported.getFirst().delivery() != delivery
                        || !isNamed(reported.getFirst(), names, delivery)) {
                    return new Verdict.Failed(
                            delivery + " is read as " + reported + (call == null ? "" : " of " + shown(call)));
                }
            }
        }
        return Verdict.of(
                names.values().stream().distinct().count() == 1
                        ? Optional.empty()
                        : Optional.of("reports of one part name " + Map.copyOf(names)));
    }

    private static boolean isNamed(
            ChannelEvent.DeliveryReported report, Map<Delivery, String> names, Delivery delivery) {
        var name = report.reference().or(report::providerId);
        name.ifPresent(known -> names.put(delivery, known));
        return name.isPresent();
    }

    private static List<ChannelEvent.DeliveryReported> reported(ChannelUnderTest channel, WebhookCall call) {
        return channel.events(call).stream()
                .filter(ChannelEvent.DeliveryReported.class::isInstance)
                .map(ChannelEvent.DeliveryReported.class::cast)
                .toList();
    }

    static Verdict stops(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().stopsByProvider(),
                "the provider never says so",
                receipt -> events(receipt).stream().anyMatch(ChannelEvent.OptedOut.class::isInstance));
    }

    static Verdict starts(ChannelUnderTest channel) {
        return each(
                channel,
                channel.sample().startsByProvider(),
                "the provider never says so",
                receipt -> events(receipt).stream().anyMatch(ChannelEvent.OptedIn.class::isInstance));
    }

    private static Verdict each(
            ChannelUnderTest channel, List<WebhookCall> calls, String because, Predicate<Receipt> holds) {
        return Verdict.ofEach(
                calls,
                because,
                call -> Optional.of(channel.receive(call))
                        .filter(holds.negate())
                        .map(ChannelUnderTest::shown));
    }
}
