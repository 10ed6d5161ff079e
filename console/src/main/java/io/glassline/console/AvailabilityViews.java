package io.glassline.console;

import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.offer.Attendance;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Offers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes an [AvailabilityView] of what someone chose and is offered.
@Singleton
final class AvailabilityViews {

    private final Attendance attendance;
    private final Offers offers;
    private final QueueTitles titles;
    private final CityTime time;

    AvailabilityViews(Attendance attendance, Offers offers, QueueTitles titles, CityTime time) {
        this.attendance = attendance;
        this.offers = offers;
        this.titles = titles;
        this.time = time;
    }

    /// Whoever asks has a console open, which is written down.
    AvailabilityView of(StaffSession session) {
        var id = session.agent().id();
        attendance.seen(id, time.now());
        var standing = attendance.of(id);
        var chosen = standing.chosen();
        var on = standing.isOn(time.now());
        var shown = on ? Choice.AVAILABLE : chosen.choice();
        return new AvailabilityView(
                on,
                title(shown),
                Optional.of(chosen.reason()).filter(reason -> !on && !reason.isEmpty()),
                choices(shown),
                Attendance.REASON_MAX_CHARS,
                offers.to(id).map(this::offered),
                session.csrf());
    }

    private AvailabilityView.Offered offered(Offers.Held held) {
        var conversation = held.conversation();
        var left = Duration.between(time.now(), held.offer().until()).toSeconds();
        return new AvailabilityView.Offered(
                conversation.id().toString(),
                ChannelTitle.of(conversation.lane().citizen().channel()),
                conversation.stage() instanceof Stage.Waiting waiting ? titles.of(waiting.queue()) : "",
                conversation.language().getDisplayLanguage(Locale.ENGLISH),
                conversation.stage() instanceof Stage.Waiting waiting ? time.since(waiting.since()) : "",
                conversation.stage() instanceof Stage.Waiting waiting && waiting.priority() != Priority.NORMAL,
                (int) Math.max(0, left));
    }

    private static List<DeskPage.Option> choices(Choice shown) {
        return Arrays.stream(Choice.values())
                .map(choice -> new DeskPage.Option(choice.word(), title(choice), choice == shown))
                .toList();
    }

    static String title(Choice choice) {
        return switch (choice) {
            case AVAILABLE -> "Available";
            case AWAY -> "Away";
            case WRAP_UP -> "Wrapping up";
            case OFF -> "Off";
        };
    }
}
