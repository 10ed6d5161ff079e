package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.desk.Board;
import io.glassline.desk.PersonDesk;
import io.glassline.person.PersonLink;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Tells of a conversation's citizen what is known from their other addresses.
@Singleton
final class PersonViews {

    private static final int TALKS_PER_ADDRESS_MAX = 10;

    private final PersonDesk people;
    private final Board board;
    private final Channels channels;
    private final ConversationLines lines;
    private final Staff staff;
    private final CityTime time;

    PersonViews(
            PersonDesk people, Board board, Channels channels, ConversationLines lines, Staff staff, CityTime time) {
        this.people = people;
        this.board = board;
        this.channels = channels;
        this.lines = lines;
        this.staff = staff;
        this.time = time;
    }

    /// Addresses are whole for whoever talks with the citizen, and for supervisors.
    PersonView of(Conversation conversation, StaffSession viewer, boolean mine) {
        var isWhole = mine || viewer.supervises();
        var links = people.links(conversation);
        var others = new HashSet<Lane>();
        links.forEach(link -> others.addAll(List.of(link.lane(), link.other())));
        others.remove(conversation.lane());
        return new PersonView(
                links.stream().map(link -> link(link, conversation, isWhole)).toList(),
                others.stream()
                        .flatMap(lane -> talks(lane).stream())
                        .sorted(Comparator.comparing((Board.ConversationLine line) ->
                                        line.conversation().openedAt())
                                .reversed())
                        .map(this::talk)
                        .toList(),
                mine
                        ? people.reachable(conversation).stream()
                                .map(lane -> new PersonView.Way(
                                        way(lane),
                                        title(lane) + " " + lane.citizen().shown()))
                                .toList()
                        : List.of(),
                mine ? accounts() : List.of());
    }

    /// What a form sends for an address.
    static String way(Lane lane) {
        return lane.accountId() + " " + lane.citizen().value();
    }

    /// The address that a form names, among those that can be written to from the conversation.
    Optional<Lane> named(Conversation conversation, String way) {
        return people.reachable(conversation).stream()
                .filter(lane -> way(lane).equals(way))
                .findFirst();
    }

    private PersonView.Link link(PersonLink link, Conversation conversation, boolean isWhole) {
        var other = link.other().equals(conversation.lane()) ? link.lane() : link.other();
        var who = link.by().equals(PersonLink.CITIZEN) ? "the citizen" : staff.nameOf(link.by());
        var how = switch (link.how()) {
            case CODE -> "By a code that came back, which %s asked for, %s.".formatted(who, time.at(link.at()));
            case STAFF -> "By %s, %s: %s".formatted(who, time.at(link.at()), link.because());
        };
        return new PersonView.Link(
                link.id().toString(),
                ChannelTitle.of(other.citizen().channel()),
                isWhole ? other.citizen().shown() : other.citizen().masked(),
                how);
    }

    private List<Board.ConversationLine> talks(Lane lane) {
        var filter = new Board.Filter(
                Optional.of(lane.citizen().value()), Optional.empty(), Optional.empty(), Optional.empty());
        return board.conversations(filter, Optional.empty(), TALKS_PER_ADDRESS_MAX).lines().stream()
                .filter(line -> line.conversation().lane().equals(lane))
                .toList();
    }

    private PersonView.Talk talk(Board.ConversationLine line) {
        var conversation = line.conversation();
        return new PersonView.Talk(
                "/console/conversations/" + conversation.id(),
                ChannelTitle.of(conversation.lane().citizen().channel()),
                time.at(conversation.openedAt()),
                lines.stateTitle(conversation.stage()));
    }

    private List<PersonView.Way> accounts() {
        return channels.accounts().stream()
                .filter(account -> channels.pushAccountIds().contains(account.id()))
                .sorted(Comparator.comparing(ChannelAccount::id))
                .map(account -> new PersonView.Way(
                        account.id(), ChannelTitle.of(account.kind()).title() + " (" + account.id() + ")"))
                .toList();
    }

    private static String title(Lane lane) {
        return ChannelTitle.of(lane.citizen().channel()).title();
    }
}
