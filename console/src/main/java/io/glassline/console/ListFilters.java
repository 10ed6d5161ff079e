package io.glassline.console;

import io.glassline.channel.Channels;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What lists of conversations are narrowed by. In each, an empty value is no filter.
@Singleton
final class ListFilters {

    /// Where a conversation may stand, by the words of [io.glassline.conversation.Stage#state()].
    static final List<DeskPage.Option> STATES = List.of(
            new DeskPage.Option("waiting", "Waiting", false),
            new DeskPage.Option("agent", "With an agent", false),
            new DeskPage.Option("bot", "With the bot", false),
            new DeskPage.Option("closed", "Closed", false));

    private final QueueTitles titles;
    private final Channels channels;

    ListFilters(QueueTitles titles, Channels channels) {
        this.titles = titles;
        this.channels = channels;
    }

    List<DeskPage.Option> queues(String chosen) {
        return marked(
                Stream.concat(
                        Stream.of(new DeskPage.Option("", "All queues", false)),
                        titles.queues().stream()
                                .map(queue -> new DeskPage.Option(queue.name(), titles.of(queue), false))),
                chosen);
    }

    List<DeskPage.Option> channels(String chosen) {
        return marked(
                Stream.concat(
                        Stream.of(new DeskPage.Option("", "All channels", false)),
                        channels.accounts().stream()
                                .map(account -> ChannelTitle.of(account.kind()))
                                .distinct()
                                .sorted(Comparator.comparing(ChannelTitle::title))
                                .map(title -> new DeskPage.Option(title.kind(), title.title(), false))),
                chosen);
    }

    static List<DeskPage.Option> marked(Stream<DeskPage.Option> options, String chosen) {
        return options.map(option -> new DeskPage.Option(
                        option.value(), option.title(), option.value().equals(chosen)))
                .toList();
    }

    /// The value, if it is one of these; else no filter.
    static String known(List<DeskPage.Option> options, String value) {
        return options.stream().map(DeskPage.Option::value).anyMatch(value::equals) ? value : "";
    }
}
