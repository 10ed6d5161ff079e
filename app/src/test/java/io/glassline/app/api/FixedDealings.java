package io.glassline.app.api;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.figure.Dealing;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.End;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.Dealings;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.offer.QueuePolicies;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One conversation that the bot answered after 4 seconds and that ended a minute ago, and one that waits for a person.
final class FixedDealings implements Dealings {

    DeskFigures figures(InstantSource clock) {
        return new DeskFigures(
                this, new BinsAreWaste(), () -> new QueuePolicies(Map.of(), Map.of()), () -> ZoneOffset.UTC, clock);
    }

    @Override
    public List<Dealing> between(Instant since, Instant until) {
        var began = until.minusSeconds(600);
        return List.of(
                new Dealing(
                        Samples.SMS,
                        Locale.ENGLISH,
                        began,
                        Optional.of(new End(until.minusSeconds(60), "quiet")),
                        Contact.FIRST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(5),
                        List.of(new Said.ByBot("bins", false, Optional.of(began.plusSeconds(4))))),
                new Dealing(
                        Samples.EMAIL,
                        Locale.of("es"),
                        began,
                        Optional.empty(),
                        Contact.FIRST,
                        Optional.of(new QueueId("waste")),
                        Optional.of(began),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    @Override
    public List<Asked> asked(Instant until, int weeks) {
        return List.of();
    }

    @Override
    public List<Question> questions(Instant since, Instant until, int countMax) {
        return List.of();
    }

    private record BinsAreWaste() implements Topics {

        @Override
        public Optional<String> ofAnswer(String with) {
            return with.equals("bins") ? Optional.of("waste") : Optional.empty();
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.of(queue.name());
        }
    }
}
