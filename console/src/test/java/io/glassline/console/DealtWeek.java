package io.glassline.console;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.End;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.TopicMarks;
import io.glassline.figure.desk.Dealings.Asked;
import io.glassline.figure.desk.Dealings.Question;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Hours;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A week in which 200 conversations ended: 120 that the bot answered, 40 that a person took after 22 seconds and
/// answered a minute later, 40 that were only greeted; and 140 that wait. In the week before, 80 that the bot answered
/// and 20 that people took after two minutes. The queue's target is ten minutes.
final class DealtWeek {

    private static final List<String> CHANNELS = List.of("sms", "web", "email", "voice", "whatsapp");
    private static final List<String> ANSWERS =
            List.of("waste/trash-day", "water/bill", "roads/pothole", "permits/fees");

    private DealtWeek() {}

    static void fill(Town town, Instant now) {
        var all = town.dealings.dealings;
        for (var i = 0; i < 120; i++) {
            all.add(byBot(i, now.minus(Duration.ofMinutes(60 + i * 60L)), i % 3 + 2));
        }
        for (var i = 0; i < 40; i++) {
            all.add(byPerson(i, now.minus(Duration.ofMinutes(90 + i * 170L)), 22, i % 4 == 0 ? 2 : 5));
            all.add(greeted(i, now.minus(Duration.ofMinutes(70 + i * 160L))));
        }
        for (var i = 0; i < 140; i++) {
            all.add(waiting(i, now.minus(Duration.ofMinutes(30 + i))));
        }
        var before = now.minus(Duration.ofDays(7));
        for (var i = 0; i < 80; i++) {
            all.add(byBot(i, before.minus(Duration.ofMinutes(60 + i * 80L)), 2));
        }
        for (var i = 0; i < 20; i++) {
            all.add(byPerson(i, before.minus(Duration.ofMinutes(90 + i * 170L)), 120, 4));
        }
        town.policies = new QueuePolicies(
                Map.of(
                        Town.WASTE,
                        new QueuePolicy(
                                Town.WASTE,
                                Hours.ALWAYS,
                                Assign.BY_HAND,
                                Optional.of(Duration.ofMinutes(10)),
                                QueuePolicy.OFFER_FOR_DEFAULT,
                                Map.of(),
                                1,
                                List.of(),
                                Optional.empty())),
                QueuePolicies.WEIGHTS_DEFAULT);
        for (var week = 0; week < 9; week++) {
            for (var answer : ANSWERS) {
                var marks = new TopicMarks(List.of(answer), Optional.empty());
                town.dealings.asked.add(new Asked(week, marks, week == 0 && answer.startsWith("water") ? 80 : 20));
            }
        }
        town.dealings.questions.add(new Question(
                new TopicMarks(List.of("water/bill"), Optional.empty()), "The water at 1420 Harbor Road is brown"));
        town.dealings.questions.add(new Question(
                new TopicMarks(List.of("water/bill"), Optional.empty()), "why does my tap smell of chlorine?"));
    }

    private static Dealing byBot(int i, Instant at, int seconds) {
        return dealing(
                i,
                at,
                Optional.of(new End(at.plusSeconds(600), "quiet")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Said.ByBot(ANSWERS.get(i * 7 % 11 % 4), false, Optional.of(at.plusSeconds(seconds)))));
    }

    private static Dealing byPerson(int i, Instant at, int wait, int points) {
        return dealing(
                i,
                at,
                Optional.of(new End(at.plusSeconds(1200), "resolved")),
                Optional.of(at),
                Optional.of(at.plusSeconds(wait)),
                Optional.of(points),
                List.of(new Said.ByPerson(Optional.of(at.plusSeconds(wait + 60)))));
    }

    private static Dealing greeted(int i, Instant at) {
        return dealing(
                i,
                at,
                Optional.of(new End(at.plusSeconds(600), "quiet")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Said.ByBot("greeting", false, Optional.of(at.plusSeconds(1)))));
    }

    private static Dealing waiting(int i, Instant at) {
        return dealing(i, at, Optional.empty(), Optional.of(at), Optional.empty(), Optional.empty(), List.of());
    }

    private static Dealing dealing(
            int i,
            Instant at,
            Optional<End> end,
            Optional<Instant> queued,
            Optional<Instant> taken,
            Optional<Integer> points,
            List<Said> said) {
        return new Dealing(
                new ChannelKind(CHANNELS.get(i * 5 % 13 % 5)),
                i % 4 == 1 ? Locale.of("es") : Locale.ENGLISH,
                at,
                end,
                i % 9 == 0 ? Contact.AGAIN : Contact.FIRST,
                queued.map(_ -> new QueueId("waste")),
                queued,
                taken,
                points,
                said);
    }
}
